"""What modules offer for duplicates, gathered from their manifests."""

from __future__ import annotations

from sillage.kernel.registry import RecordObject, registry
from sillage.records.duplicates.ports import DuplicateRules, KeyKind, KeyRule, Reference

_TITLE_WEIGHT = 62


def rules_of(entry: RecordObject) -> DuplicateRules | None:
    """How records of this kind are compared: as their module says, by title without its word.

    None for what hangs on another record, such as files.
    """
    if not entry.own_permissions:
        return None
    offered = registry.offer(f"duplicate_rules:{entry.name}")
    if offered is not None:
        found: DuplicateRules = offered()
        return found
    by_title = KeyRule(KeyKind.TITLE, (entry.title_field,), _TITLE_WEIGHT)
    # Built-in kinds say themselves that they can be merged; an administrator's objects always can.
    return DuplicateRules(keys=(by_title,), asked=(("name", entry.title_field),), review=bool(entry.only))


def reviewed_objects() -> list[str]:
    """The kinds of record of the entered workspace that have a review queue and can be merged."""
    return [name for name, entry in registry.objects().items() if (rules := rules_of(entry)) and rules.review]


def references() -> tuple[Reference, ...]:
    """Every table that points to records, from the offers `references:<module>`."""
    return tuple(
        reference
        for manifest in registry.manifests()
        for name, offered in manifest.offers.items()
        if name.startswith("references:")
        for reference in offered()
    )
