"""Reasons and values as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import member_names
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, registry
from sillage.kernel.text import Text

_REASONS: dict[str, Text] = {
    "siren": Text(fr="Même SIREN", en="Same SIREN"),
    "siren_other_site": Text(fr="Même SIREN, autre établissement", en="Same SIREN, other establishment"),
    "siret": Text(fr="Même SIRET", en="Same SIRET"),
    "vat_number": Text(fr="Même n° de TVA", en="Same VAT number"),
    "email": Text(fr="Même e-mail", en="Same e-mail"),
    "phone": Text(fr="Même téléphone", en="Same telephone"),
    "linkedin": Text(fr="Même page LinkedIn", en="Same LinkedIn page"),
    "domain": Text(fr="Même domaine internet", en="Same internet domain"),
    "company": Text(fr="Même nom, forme juridique mise à part", en="Same name, legal form aside"),
    "company_sound": Text(fr="Noms qui se prononcent pareil", en="Names that sound alike"),
    "company_similar": Text(fr="Noms presque identiques", en="Nearly the same name"),
    "person": Text(fr="Même nom", en="Same name"),
    "person_sound": Text(fr="Noms qui se prononcent pareil", en="Names that sound alike"),
    "person_similar": Text(fr="Noms presque identiques", en="Nearly the same name"),
    "person_part": Text(fr="Un nom contient l’autre", en="One name contains the other"),
    "title": Text(fr="Même nom", en="Same name"),
    "related": Text(fr="Même entreprise", en="Same organisation"),
    "place": Text(fr="Même lieu", en="Same place"),
}
_YES = Text(fr="Oui", en="Yes")
_NO = Text(fr="Non", en="No")
_HIDDEN = Text(fr="Fiche non accessible", en="Record out of reach")


def reason_texts(reasons: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Reasons in words, the strongest first."""
    return [
        {
            "kind": each["kind"],
            "text": _REASONS[each["kind"]].in_language(language) if each["kind"] in _REASONS else each["kind"],
            "weight": each["weight"],
        }
        for each in reasons
    ]


class Readable:
    """Values of fields in words: names of members and records are asked for once for all."""

    def __init__(self, actor: Actor, columns: Sequence[tuple[Field, Iterable[Any]]]) -> None:
        self.language = actor.language
        wanted: dict[str, set[UUID]] = {}
        for field, values in columns:
            kind = self._kind(field)
            if kind is not None:
                wanted.setdefault(kind, set()).update(value for value in values if isinstance(value, UUID))
        known = registry.objects()
        self._names = {
            kind: member_names(ids) if kind == "member" else known[kind].titles(actor, ids) if kind in known else {}
            for kind, ids in wanted.items()
        }

    @staticmethod
    def _kind(field: Field) -> str | None:
        if field.kind is FieldKind.MEMBER:
            return "member"
        return field.target if field.kind is FieldKind.RELATION else None

    def text(self, field: Field, value: Any) -> str | None:
        """One value in words; None for nothing."""
        if value is None or value == "" or value == []:
            return None
        kind = self._kind(field)
        if kind is not None:
            return self._names.get(kind, {}).get(value) or _HIDDEN.in_language(self.language)
        if isinstance(value, bool):
            return (_YES if value else _NO).in_language(self.language)
        if isinstance(value, list | tuple):
            return ", ".join(self.text(field, each) or "" for each in value)
        for choice in field.choices:
            if choice.value == value:
                return choice.label.in_language(self.language)
        return value.isoformat() if isinstance(value, date | datetime) else str(value)
