"""How passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with the figures of the OWASP cheat sheet (19 MiB, two passes, one lane).

    Django's own take 100 MiB on eight lanes for each attempt: a few sign-ins at once would stall a
    small machine, which is what somebody who guesses passwords wants.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
