"""Asking "recherche d'entreprises": answers are kept a day, and a register that is down is left alone a minute."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.core.cache import cache

from sillage.customers.company_registry.errors import RegistryBusy, RegistryUnreachable
from sillage.customers.company_registry.types import CompanyMatch
from sillage.integrations.sirene.reading import company
from sillage.kernel.http.outbound import Answer, OutboundFailed, OutboundRefused, call

ANSWER_SECONDS = 6.0
KEPT_SECONDS = 24 * 3600
# After so many failures in a row nobody is made to wait for the next one.
FAILURES = 3
OPEN_SECONDS = 60
_MAX_BYTES = 2 * 1024 * 1024
_RESULTS = 10
_FAILED, _RESTING = "sirene:failures", "sirene:resting"


class Sirene:
    """The register of INSEE and the Republic's other registers, as one search."""

    source = "sirene"

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def search(self, query: str) -> Sequence[CompanyMatch]:
        """Companies by name, SIREN or SIRET. Raises `RegistryUnreachable` or `RegistryBusy`."""
        digits = "".join(query.split())
        text = digits if digits.isdecimal() and len(digits) in (9, 14) else query
        key = f"sirene:{hashlib.sha256(f'{self.base} {text.lower()}'.encode()).hexdigest()}"
        kept = cache.get(key)
        found = orjson.loads(kept) if kept else self._ask(text)
        if kept is None:
            cache.set(key, orjson.dumps(found).decode(), KEPT_SECONDS)
        return [match for each in found if (match := company(each))]

    def fetch(self, siren: str) -> CompanyMatch | None:
        """The company of a SIREN as it is today. Raises `RegistryUnreachable` or `RegistryBusy`."""
        matches = (company(each) for each in self._ask(siren))
        return next((match for match in matches if match and match.siren == siren), None)

    def _ask(self, text: str) -> list[dict[str, Any]]:
        if (wait := cache.get(_RESTING)) is not None:
            raise RegistryUnreachable(headers={"Retry-After": str(wait)})
        asked = urlencode({"q": text, "page": 1, "per_page": _RESULTS})
        try:
            answer = call("GET", f"{self.base}/search?{asked}", max_bytes=_MAX_BYTES, total_seconds=ANSWER_SECONDS)
        except (OutboundRefused, OutboundFailed) as error:
            self._failed()
            raise RegistryUnreachable from error
        return self._results(answer)

    def _results(self, answer: Answer) -> list[dict[str, Any]]:
        if answer.status == 429:
            raise RegistryBusy(headers={"Retry-After": _seconds(answer.headers.get("retry-after"))})
        if answer.status == 400:
            # What was typed is nothing it can look for: no company is called so.
            return []
        try:
            results = orjson.loads(answer.body)["results"] if answer.status == 200 else None
        except (orjson.JSONDecodeError, KeyError, TypeError):
            results = None
        if not isinstance(results, list) or not all(isinstance(each, dict) for each in results):
            self._failed()
            raise RegistryUnreachable
        cache.delete(_FAILED)
        return results

    def _failed(self) -> None:
        failures = int(cache.get(_FAILED) or 0) + 1
        cache.set(_FAILED, failures, OPEN_SECONDS * 5)
        if failures >= FAILURES:
            cache.set(_RESTING, OPEN_SECONDS, OPEN_SECONDS)
            cache.delete(_FAILED)


def _seconds(value: str | None) -> str:
    return value if value and value.isdecimal() and len(value) <= 4 else "10"


def sirene() -> Sirene | None:
    """The register at the address of the installation; None when it names none."""
    base: str | None = settings.SILLAGE_COMPANY_REGISTRY_URL
    return Sirene(base) if base else None
