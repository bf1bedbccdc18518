"""The commands of `sillage`, one module per subject."""
