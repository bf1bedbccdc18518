"""`sillage user`: accounts from the command line, for whoever administers the machine."""

import argparse
import getpass
import sys

from sillage.config.commands.data import database_up
from sillage.config.commands.migrate import django_ready
from sillage.config.commands.progress import complain, tell
from sillage.config.environment import environment
from sillage.config.language import say


def _password() -> str:
    """The password: typed twice on a terminal, else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        first = getpass.getpass(say("Mot de passe : ", "Password: "))
        if first == getpass.getpass(say("Encore une fois : ", "Once more: ")):
            return first
        complain("Les deux mots de passe diffèrent.", "The two passwords differ.")


def create(arguments: argparse.Namespace) -> int:
    """Make the account, and let it into a workspace: the one named, or the only one there is."""
    with database_up(environment()):
        django_ready()
        from sillage.identity.workspaces.models import Workspace

        found = Workspace.objects.filter(slug=arguments.workspace) if arguments.workspace else Workspace.objects.all()
        workspaces = list(found[:2])
        if len(workspaces) != 1:
            slugs = ", ".join(Workspace.objects.order_by("slug").values_list("slug", flat=True)) or "–"
            complain(
                f"Précisez l'espace avec --workspace parmi : {slugs}.",
                f"Name the workspace with --workspace, one of: {slugs}.",
            )
            return 2
        return _create(arguments, workspaces[0].id)


def replace_password(arguments: argparse.Namespace) -> int:
    """Give an account a new password, for somebody who cannot get one by mail."""
    with database_up(environment()):
        django_ready()
        from sillage.identity.users.actions import replace_password as replace
        from sillage.kernel.errors import InvalidFields, NotFound

        try:
            replace(arguments.email, _password(), drop_factors=arguments.without_second_factor)
        except NotFound:
            complain("Aucun compte n'a cette adresse.", "No account has this address.")
            return 2
        except InvalidFields as refused:
            for problem in refused.fields:
                complain(problem.message.fr, problem.message.en)
            return 1
    tell(f"{arguments.email} peut se connecter.", f"{arguments.email} can sign in.")
    return 0


def _create(arguments: argparse.Namespace, workspace_id: object) -> int:
    from uuid import UUID

    from sillage.identity.members.actions import add_member
    from sillage.identity.roles.models import Role
    from sillage.identity.roles.queries import role_by_key
    from sillage.identity.users.actions import choose_workspace, create_account
    from sillage.identity.users.models import User
    from sillage.kernel.db import workspace_transaction
    from sillage.kernel.errors import InvalidFields
    from sillage.kernel.permissions.actor import system_actor

    workspace = UUID(str(workspace_id))
    name = arguments.name or arguments.email.split("@")[0]
    try:
        with workspace_transaction(workspace):
            try:
                role = role_by_key(arguments.role)
            except KeyError:
                keys = ", ".join(role.key for role in Role.objects.all() if role.key)
                complain(f"--role est l'un de : {keys}.", f"--role is one of: {keys}.")
                return 2
            account = User.objects.filter(email=arguments.email.strip().lower()).first()
            if account is None:
                values = {"email": arguments.email, "name": name, "language": arguments.language}
                account = create_account(values | {"password": _password()})
            add_member(system_actor(workspace), account.id, role)
            choose_workspace(account.id, workspace)
    except InvalidFields as refused:
        for problem in refused.fields:
            complain(f"{problem.path} : {problem.message.fr}", f"{problem.path}: {problem.message.en}")
        return 1
    tell(f"{arguments.email} peut se connecter.", f"{arguments.email} can sign in.")
    return 0
