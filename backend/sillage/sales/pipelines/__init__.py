"""Pipelines and their stages, edited by whoever manages sales."""
