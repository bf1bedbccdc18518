"""Products and services that can be sold."""
