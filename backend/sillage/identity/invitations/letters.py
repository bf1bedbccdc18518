"""The e-mail that invites a colleague."""

from sillage.identity.letters import Letter
from sillage.kernel.text import Text

INVITATION = Letter(
    Text(
        fr="{inviter} vous invite à rejoindre {workspace} sur Sillage",
        en="{inviter} invites you to {workspace} on Sillage",
    ),
    (
        Text(
            fr="{inviter} vous attend dans l’espace {workspace} : contacts, affaires et suivi au même endroit.",
            en="{inviter} is expecting you in {workspace}: contacts, deals and follow-up in one place.",
        ),
        Text(
            fr="Ce lien est personnel, il sert une seule fois et reste valable sept jours :",
            en="This link is personal, works once and stays valid for seven days:",
        ),
    ),
    Text(fr="Rejoindre l’espace", en="Join the workspace"),
    (
        Text(
            fr="Vous ne vous attendiez pas à cette invitation ? Ignorez simplement ce message.",
            en="You did not expect this invitation? Simply ignore this message.",
        ),
    ),
)
