"""What duplicates offer the house."""

from __future__ import annotations

from sillage.kernel.registry import Manifest
from sillage.kernel.text import Text
from sillage.records.duplicates import actions, detecting, jobs, queries
from sillage.records.duplicates.ports import Reference

_LINKS = Text(fr="Champs liés", en="Linked fields")
_FILES = Text(fr="Fichiers", en="Files")


def _references() -> tuple[Reference, ...]:
    """Tables of the kernel and of records that point to records of any kind."""
    history = ("workspace_id", "record_id", "occurred_at", "event_id")
    return (
        Reference("kernel_event_link", "record_id", key=history, policy="copy"),
        # What happened stays told of the record it happened to; the link above shows it with the survivor.
        Reference("kernel_event", "record_id", object_column="object", policy="keep"),
        # What a bulk edit was asked to touch; a record merged meanwhile is not found and is left out.
        Reference("records_bulk_target", "record_id", policy="keep"),
        Reference("records_search_entry", "id", object_column="object", policy="drop"),
        Reference("records_record_tag", "record_id", object_column="object", key=("tag_id",), unique=(("tag_id",),)),
        # The values of the record that stays are chosen field by field; those it is linked by follow.
        Reference("records_field_value", "record_id", key=("record_id", "field_id", "position"), policy="drop"),
        Reference("records_field_value", "reference", key=("record_id", "field_id", "position"), label=_LINKS),
        Reference("records_file", "record_id", object_column="object", label=_FILES),
        Reference(
            "records_duplicate_key",
            "record_id",
            object_column="object",
            key=("object", "kind", "key", "record_id"),
            policy="drop",
        ),
    )


manifest = Manifest(
    module="records.duplicates",
    offers={
        "references:records": _references,
        "merged_into": queries.merged_into,
        "merged_into_for": queries.merged_into_for,
        "undo:merge": actions.undo_merge_of,
        "undo:merge_undo": actions.refuse_redo,
    },
    # Keys repeat what the records' own events tell; a merge taken back by its change set is told by `undo_merge`.
    silent_actions=frozenset(
        f"records.duplicates.actions.{name}"
        for name in ("index_created", "refresh_comparable", "refuse_redo", "comparable_by")
    ),
)
JOBS = (detecting.detect_duplicates, jobs.detect_nightly, jobs.forget_old_merges)
