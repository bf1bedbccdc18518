"""Sillage: a CRM for French companies and law firms."""

__version__ = "0.1.0"
