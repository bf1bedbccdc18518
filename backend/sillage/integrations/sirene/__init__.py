"""The public company register of France, by the API "recherche d'entreprises" (no key needed)."""
