"""What accounts refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class AccountExists(Conflict):
    """An account already has this address."""

    code = "account_exists"
    title = Text(fr="Un compte existe déjà pour cette adresse", en="An account already has this address")


UNKNOWN_TIME_ZONE = Text(fr="Ce fuseau horaire n’existe pas", en="This time zone does not exist")
EMAIL_TAKEN = Text(fr="Un compte existe déjà pour cette adresse", en="An account already has this address")
