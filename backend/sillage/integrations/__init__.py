"""Outside services, one folder per provider."""
