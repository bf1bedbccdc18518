"""`sillage import`: a file into the records of a workspace, by the same steps as on the screen."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sillage.config.commands.data import database_up
from sillage.config.commands.migrate import django_ready
from sillage.config.commands.progress import complain
from sillage.config.environment import environment

# Objects are also known by the words of addresses and screens.
_OBJECTS = {
    "contacts": "contact",
    "organisations": "organisation",
    "companies": "organisation",
    "entreprises": "organisation",
    "deals": "deal",
    "products": "product",
}


def run(arguments: argparse.Namespace) -> int:
    """Import, print a summary as JSON; 0 when no row was refused, 1 when some were, 2 when nothing could be read."""
    mapping = _mapping(arguments.mapping)
    if mapping is None:
        return 2
    if not arguments.file.is_file():
        complain(f"Le fichier {arguments.file} n'existe pas.", f"There is no file {arguments.file}.")
        return 2
    with database_up(environment()):
        django_ready()
        return _import(arguments, mapping)


def _mapping(path: Path | None) -> dict[str, Any] | None:
    """The mapping file; None, and a sentence, when it is not one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError) as error:
        complain(f"Le fichier des correspondances est illisible : {error}", f"The mapping file cannot be read: {error}")
        return None
    if not isinstance(found, dict):
        complain("Le fichier des correspondances est un objet JSON.", "The mapping file is one JSON object.")
        return None
    return found


def _import(arguments: argparse.Namespace, mapping: dict[str, Any]) -> int:
    from sillage.identity.actors import actor_of_member
    from sillage.identity.users.models import Member
    from sillage.identity.workspaces.models import Workspace
    from sillage.kernel.db import workspace_transaction
    from sillage.kernel.errors import Problem
    from sillage.records.imports.batch import Order, import_file

    workspace = Workspace.objects.filter(slug=arguments.workspace).first()
    if workspace is None:
        complain("Aucun espace n'a ce nom court.", "No workspace has this slug.")
        return 2
    with workspace_transaction(workspace.id):
        members = (
            Member.objects.filter(active=True, email=arguments.as_member.lower())
            if arguments.as_member
            else (Member.objects.filter(active=True, role__key="administrator"))
        )
        member = members.order_by("created_at", "id").first()
        actor = actor_of_member(member.id) if member else None
    if actor is None:
        complain("Aucun membre actif ne peut importer ici.", "No active member may import here.")
        return 2
    order = Order(
        arguments.file,
        _OBJECTS.get(arguments.object or "", arguments.object),
        mapping,
        arguments.match,
        arguments.dry_run,
        arguments.report,
    )
    try:
        summary = import_file(actor, order)
    except Problem as problem:
        said = problem.detail or problem.title
        complain(said.fr, said.en)
        for each in problem.fields:
            complain(f"{each.path} : {each.message.fr}", f"{each.path}: {each.message.en}")
        return 2
    json.dump(summary, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0 if summary["refused"] == 0 and summary["status"] in ("done", "checked") else 1
