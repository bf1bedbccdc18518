"""Contacts: the people one deals with, at an organisation or on their own."""
