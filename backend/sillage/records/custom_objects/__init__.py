"""Kinds of record that administrators add, with the records of these kinds."""
