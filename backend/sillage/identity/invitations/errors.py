"""What invitations refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict, NotFound
from sillage.kernel.text import Text


class InvitationEnded(NotFound):
    """The invitation is unknown, used, revoked or too old; which one is not told."""

    code = "invitation_ended"
    title = Text(
        fr="Cette invitation n’est plus valable, demandez-en une nouvelle",
        en="This invitation is no longer valid, ask for a new one",
    )


class OtherAccount(Conflict):
    """The invitation is for another person than the one signed in."""

    code = "other_account"
    title = Text(
        fr="Cette invitation s’adresse à un autre compte, déconnectez-vous d’abord",
        en="This invitation is for another account, sign out first",
    )


ALREADY_MEMBER = Text(fr="Cette personne est déjà membre", en="This person is already a member")
TWICE = Text(fr="Cette adresse figure déjà plus haut", en="This address is already above")
REQUIRED = Text(fr="Ce champ est obligatoire", en="This field is required")
