"""Measurements of Sillage: a data set, a load driver, and the same queries as bare SQL."""
