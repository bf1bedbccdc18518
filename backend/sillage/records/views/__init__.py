"""Saved views: which records a person looks at, in which columns and order."""
