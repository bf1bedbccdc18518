"""What codes of INSEE mean, in French as INSEE words them (Licence Ouverte)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _table(name: str) -> dict[str, str]:
    text = files("sillage.customers.organisations").joinpath("data", name).read_text("utf-8")
    table: dict[str, str] = json.loads(text)
    return table


def naf_label(code: str | None, version: str | None) -> str | None:
    """The activity an NAF code stands for. Only the labels of the 2008 revision are known."""
    return _table("naf_rev2.json").get(code or "") if version == "rev2" else None


def legal_form_label(code: str | None) -> str | None:
    """The legal category (nature juridique) a code stands for."""
    return _table("legal_forms.json").get(code or "")
