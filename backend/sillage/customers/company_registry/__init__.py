"""Filling organisations from a public register of companies, and keeping them up to date."""
