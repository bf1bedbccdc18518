"""Django's PostgreSQL backend with a pool that notices a dead connection without asking the server."""
