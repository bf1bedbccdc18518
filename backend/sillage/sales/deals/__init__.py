"""Deals: what may be sold, to whom, for how much, and how far it has come."""
