"""What sign-in refuses."""

from __future__ import annotations

from sillage.kernel.errors import Forbidden, TooManyRequests
from sillage.kernel.text import Text


class NoWorkspace(Forbidden):
    """The account belongs to no workspace any more."""

    code = "no_workspace"
    title = Text(
        fr="Votre accès a été désactivé, adressez-vous à votre administrateur",
        en="Your access was deactivated, ask your administrator",
    )


class LockedOut(TooManyRequests):
    """Too many wrong passwords for one account from one address."""

    code = "locked_out"
    title = Text(
        fr="Trop d’essais pour ce compte, réessayez dans un quart d’heure",
        en="Too many attempts for this account, try again in a quarter of an hour",
    )
