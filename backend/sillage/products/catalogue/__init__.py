"""Products and services: what deals carry as lines."""
