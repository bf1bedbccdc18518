"""Entries of a timeline that read better as one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

GROUPED_WITHIN = timedelta(minutes=5)


def grouped(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Consecutive field changes of one person on one record within five minutes, as one entry.

    Items come newest first. A field keeps its oldest value before and its newest after; one that ends
    where it began is left out, and so is an entry of which nothing is left.
    """
    found: list[dict[str, Any]] = []
    for item in items:
        if found and _same_breath(found[-1], item):
            _merge(found[-1], item)
        else:
            found.append(dict(item, since=item["at"]))
    kept = [item for item in found if item["changes"] or not item.pop("merged", False)]
    for item in kept:
        item.pop("since")
        item.pop("merged", None)
    return kept


def _same_breath(newer: dict[str, Any], older: dict[str, Any]) -> bool:
    return (
        bool(newer["changes"] or newer.get("merged"))
        and bool(older["changes"])
        and newer["kind"] == older["kind"]
        and older["kind"].endswith(".updated")
        and newer["record_id"] == older["record_id"]
        and newer["actor"] == older["actor"]
        and newer["since"] - older["at"] <= GROUPED_WITHIN
    )


def _merge(newer: dict[str, Any], older: dict[str, Any]) -> None:
    changes = {change["field"]: dict(change) for change in newer["changes"]}
    for change in older["changes"]:
        if change["field"] in changes:
            changes[change["field"]]["before"] = change["before"]
        else:
            changes[change["field"]] = dict(change)
    newer["changes"] = [change for change in changes.values() if change["before"] != change["after"]]
    newer["since"] = older["at"]
    newer["merged"] = True
    if newer["change_set_id"] != older["change_set_id"]:
        # Undoing only the last part would surprise.
        newer["change_set_id"] = None
