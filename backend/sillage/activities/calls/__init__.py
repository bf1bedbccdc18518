"""Calls somebody made or took, written down afterwards: with whom, how long, and what came of it."""
