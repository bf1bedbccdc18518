"""The e-mail that tells a member that he was mentioned: who, about what, and where; never the text itself."""

from sillage.identity.letters import Letter
from sillage.kernel.text import Text

MENTION = Letter(
    Text(fr="{author} vous mentionne à propos de {record}", en="{author} mentions you about {record}"),
    (
        Text(
            fr="{author} vous a mentionné·e à propos de {record}.",
            en="{author} mentioned you about {record}.",
        ),
    ),
    Text(fr="Ouvrir la fiche", en="Open the record"),
)
