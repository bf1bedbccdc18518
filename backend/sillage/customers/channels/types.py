"""What crosses the door of channels: the words of kinds and validity."""

from sillage.kernel.registry import Choice
from sillage.kernel.text import Text

EMAIL_KINDS = {
    "work": Text(fr="Professionnel", en="Work"),
    "personal": Text(fr="Personnel", en="Personal"),
    "general": Text(fr="Général", en="General"),
    "billing": Text(fr="Facturation", en="Billing"),
    "support": Text(fr="Assistance", en="Support"),
    "other": Text(fr="Autre", en="Other"),
}
PHONE_KINDS = {
    "work": Text(fr="Professionnel", en="Work"),
    "direct": Text(fr="Ligne directe", en="Direct line"),
    "mobile": Text(fr="Mobile", en="Mobile"),
    "home": Text(fr="Domicile", en="Home"),
    "switchboard": Text(fr="Standard", en="Switchboard"),
    "billing": Text(fr="Facturation", en="Billing"),
    "fax": Text(fr="Télécopie", en="Fax"),
    "other": Text(fr="Autre", en="Other"),
}
ADDRESS_KINDS = {
    "head_office": Text(fr="Siège", en="Head office"),
    "billing": Text(fr="Facturation", en="Billing"),
    "delivery": Text(fr="Livraison", en="Delivery"),
    "site": Text(fr="Site", en="Site"),
    "other": Text(fr="Autre", en="Other"),
}
VALIDITIES = {
    "unknown": Text(fr="Non vérifié", en="Not checked"),
    "valid": Text(fr="Valide", en="Valid"),
    "invalid": Text(fr="Invalide", en="Invalid"),
}


def choices(words: dict[str, Text]) -> tuple[Choice, ...]:
    """The words as the choices of a field."""
    return tuple(Choice(value, label) for value, label in words.items())
