"""Notes about records."""
