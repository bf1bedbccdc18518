"""Exports: any list of records as a spreadsheet, a CSV or a JSON file, written in the background."""
