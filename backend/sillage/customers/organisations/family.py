"""Parent companies: a tree that stays one, whoever changes it at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.customers.organisations.queries import linkable_names
from sillage.kernel.db import current_workspace_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text

_NO_PARENT = Text(
    fr="Cette société mère n’existe pas ou ne vous est pas ouverte en modification",
    en="This parent company does not exist or is not open to you for editing",
)
_ITSELF = Text(fr="Une entreprise n’est pas sa propre société mère", en="A company is not its own parent")
_CYCLE = Text(
    fr="Cette entreprise dépend déjà de celle-ci : la société mère formerait une boucle",
    en="This organisation already belongs to this one: the parent would close a loop",
)
_ABOVE = """
WITH RECURSIVE above(id) AS (
  SELECT %(parent)s::uuid
  UNION
  SELECT o.parent_id FROM customers_organisation o JOIN above ON o.id = above.id WHERE o.parent_id IS NOT NULL
)
SELECT EXISTS (SELECT FROM above WHERE id = %(child)s)
"""


def check_parents(actor: Actor, rows: Sequence[Mapping[str, Any]], *, many: bool) -> None:
    """Raises `InvalidFields` for a parent the actor may not tie other organisations to."""
    names = linkable_names(actor, {row["parent_id"] for row in rows if row.get("parent_id")})
    problems = [
        FieldProblem(f"{index}.parent_id" if many else "parent_id", "unknown_organisation", _NO_PARENT)
        for index, row in enumerate(rows)
        if row.get("parent_id") and row["parent_id"] not in names
    ]
    if problems:
        raise InvalidFields(fields=problems)


def check_no_loop(organisation_id: UUID, parent_id: UUID) -> None:
    """Raises `InvalidFields` when the parent is the organisation or stands below it.

    One change of parents at a time per workspace: two that are each harmless may close a loop together.
    """
    if organisation_id == parent_id:
        raise InvalidFields.one("parent_id", "parent_is_itself", _ITSELF)
    with connection.cursor() as cursor:
        key = f"organisation_family:{current_workspace_id()}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        cursor.execute(_ABOVE, {"parent": parent_id, "child": organisation_id})
        if cursor.fetchone()[0]:
            raise InvalidFields.one("parent_id", "parent_loop", _CYCLE)
