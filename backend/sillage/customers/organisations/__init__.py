"""Organisations: the companies and public bodies one deals with."""
