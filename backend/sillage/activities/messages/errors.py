"""What can be wrong with an e-mail file, each with its sentence."""

from __future__ import annotations

from sillage.kernel.errors import Conflict, Problem
from sillage.kernel.text import Text

REFUSALS = {
    "not_a_message": Text(
        fr="Ce fichier n’est pas un e-mail : déposez un fichier .eml ou .msg",
        en="This file is not an e-mail: drop an .eml or .msg file",
    ),
    "too_deep": Text(
        fr="Cet e-mail contient trop de messages les uns dans les autres", en="This e-mail nests too many messages"
    ),
    "too_many_parts": Text(
        fr="Cet e-mail a trop de parties (600 au plus)", en="This e-mail has too many parts (600 at most)"
    ),
    "too_many_attachments": Text(
        fr="Cet e-mail a trop de pièces jointes (200 au plus)", en="This e-mail has too many attachments (200 at most)"
    ),
    "too_large": Text(fr="Cet e-mail dépasse 30 Mo", en="This e-mail is larger than 30 MB"),
    "empty": Text(fr="Ce fichier est vide", en="This file is empty"),
    "memory": Text(
        fr="Cet e-mail demande trop de mémoire pour être lu", en="This e-mail needs too much memory to be read"
    ),
    "time": Text(fr="Cet e-mail est trop long à lire", en="This e-mail takes too long to read"),
    "crashed": Text(fr="Cet e-mail est abîmé et ne peut pas être lu", en="This e-mail is damaged and cannot be read"),
}


class AlreadyThere(Problem):
    """The same e-mail is on this record already."""

    status = Conflict.status
    code = "message_already_there"
    title = Text(fr="Cet e-mail est déjà sur cette fiche", en="This e-mail is already on this record")
