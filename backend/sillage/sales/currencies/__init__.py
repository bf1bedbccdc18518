"""The currencies deals may be in, and dated exchange rates that make their sums."""
