"""Reading the answers of "recherche d'entreprises".

Their shape is described by its OpenAPI document; what people may keep private comes as "[NON-DIFFUSIBLE]".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sillage.customers.company_registry.types import CompanyMatch

_PRIVATE = "NON-DIFFUSIBLE"
_BANDS = frozenset({"NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53"})
_MOST_EUROS = Decimal("999999999999.99")


def company(found: Mapping[str, Any]) -> CompanyMatch | None:
    """One result as a match; None when it has no name that may be shown."""
    siren, name = _text(found.get("siren")), _text(found.get("nom_complet"))
    legal_name = _text(found.get("nom_raison_sociale"))
    if siren is None or not (name or legal_name):
        return None
    seat = found.get("siege") or {}
    revenue, year = _revenue(found.get("finances"))
    band = found.get("tranche_effectif_salarie")
    return CompanyMatch(
        siren=siren,
        name=legal_name or name or "",
        legal_name=legal_name,
        trade_name=_trade_name(seat, legal_name),
        siret=_text(seat.get("siret")),
        vat_number=next((number for each in found.get("tva") or () if (number := _text(each))), None),
        naf_code=_text(found.get("activite_principale")),
        legal_form=_text(found.get("nature_juridique")),
        closed=found.get("etat_administratif") == "C",
        closed_on=_day(found.get("date_fermeture")),
        headcount_range=band if band in _BANDS else None,
        revenue=revenue,
        revenue_year=year,
        street=_street(seat),
        postal_code=_text(seat.get("cedex")) or _text(seat.get("code_postal")),
        city=_text(seat.get("libelle_cedex")) or _text(seat.get("libelle_commune")),
    )


def _text(value: Any) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if text and _PRIVATE not in text else None


def _trade_name(seat: Mapping[str, Any], legal_name: str | None) -> str | None:
    """The name over the door, when it is another one than the legal name."""
    signs = [_text(each) for each in seat.get("liste_enseignes") or ()]
    found = next((each for each in (_text(seat.get("nom_commercial")), *signs) if each), None)
    return found if found != legal_name else None


def _street(seat: Mapping[str, Any]) -> str | None:
    number = _text(seat.get("numero_voie"))
    last = _text(seat.get("dernier_numero_voie"))
    numbers = f"{number}-{last}" if number and last else number
    words = (numbers, *(_text(seat.get(name)) for name in ("indice_repetition", "type_voie", "libelle_voie")))
    return " ".join(word for word in words if word) or None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _revenue(finances: Any) -> tuple[str | None, int | None]:
    """The latest yearly revenue in euros, with its year."""
    if not isinstance(finances, Mapping):
        return None, None
    for year in sorted((each for each in finances if each.isdecimal()), reverse=True):
        figures = finances[year]
        try:
            amount = Decimal(str(figures["ca"])).quantize(Decimal("0.01"))
        except (InvalidOperation, KeyError, TypeError):
            continue
        if 0 <= amount <= _MOST_EUROS:
            return str(amount), int(year)
    return None, None
