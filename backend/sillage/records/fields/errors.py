"""What is refused to who sets up fields."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class FieldInUse(Conflict):
    """A formula or roll-up is made from the field."""

    code = "field_in_use"
    title = Text(fr="Un autre champ se calcule à partir de celui-ci", en="Another field is computed from this one")


NO_OBJECT = Text(fr="Ce type de fiche n’accepte pas de champs", en="This kind of record takes no fields")
LABEL_TAKEN = Text(fr="Un champ porte déjà ce nom", en="A field already has this name")
KEY_TAKEN = Text(
    fr="Cette clé est déjà prise, peut-être par un champ de la corbeille",
    en="This key is already taken, perhaps by a field in the bin",
)
KEY_RESERVED = Text(fr="Cette clé est réservée", en="This key is reserved")
KEY_SHAPE = Text(
    fr="Une clé est faite de minuscules, chiffres et _, et commence par une lettre (40 signes au plus)",
    en="A key is made of lower-case letters, digits and _, and begins with a letter (40 signs at most)",
)
TOO_MANY = Text(fr="Au plus {limit} champs par type de fiche", en="At most {limit} fields per kind of record")
NO_CHOICES = Text(fr="Indiquez au moins un choix", en="Give at least one choice")
TOO_MANY_CHOICES = Text(fr="Au plus {limit} choix", en="At most {limit} choices")
CHOICE_TWICE = Text(fr="Ce choix est donné deux fois", en="This choice is given twice")
CHOICE_USED = Text(
    fr="Ce choix est celui de {count} fiches : changez-les d’abord",
    en="This choice is that of {count} records: change them first",
)
NO_TARGET = Text(fr="Ce type de fiche n’existe pas", en="There is no such kind of record")
UNKNOWN_CURRENCY = Text(fr="Cette devise n’existe pas", en="There is no such currency")
CURRENCY_FIXED = Text(
    fr="{count} fiches ont un montant dans ce champ : sa devise ne change plus",
    en="{count} records have an amount in this field: its currency is settled",
)
WOULD_LOSE = Text(
    fr="{count} valeurs ne seraient pas gardées par ce changement de nature",
    en="{count} values would not survive this change of kind",
)
TOO_MANY_VALUES = Text(
    fr="Trop de valeurs ({count}) pour changer la nature du champ",
    en="Too many values ({count}) to change the kind of the field",
)
NO_DEFAULT = Text(fr="Ce champ ne prend pas de valeur par défaut", en="This field takes no default value")
NOT_REQUIRED = Text(fr="Un champ calculé ne peut pas être obligatoire", en="A computed field cannot be required")
ROLLUP_SOURCE = Text(
    fr="Choisissez un type de fiche qui pointe vers celui-ci", en="Choose a kind of record that points to this one"
)
ROLLUP_FIELD = Text(
    fr="Choisissez un nombre, un montant ou une date qui ne vient pas d’un cumul",
    en="Choose a number, an amount or a date that does not come from a roll-up",
)
USED_BY = Text(fr="Utilisé par : {names}", en="Used by: {names}")
