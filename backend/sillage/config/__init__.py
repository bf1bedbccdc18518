"""Composition of the product: settings, addresses, servers and the command line."""
