"""The filter grammar every list, view, bulk edit, export and workflow speaks."""
