"""`sillage demo`, `backup`, `restore` and `openapi`: commands about data."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sillage.config.commands.migrate import django_ready, ensure_database
from sillage.config.commands.progress import complain, step, tell
from sillage.config.environment import Environment, environment
from sillage.config.places import OPENAPI_FILE, postgres_folder
from sillage.kernel.db import embedded


@contextmanager
def database_up(settings: Environment) -> Iterator[None]:
    """The embedded server for the time of a command; left running when it already ran."""
    started = ensure_database(settings)
    try:
        yield
    finally:
        if started:
            embedded.server(postgres_folder(settings)).stop()


def demo() -> int:
    """Load the demo workspace; refused when it is there already."""
    settings = environment()
    with database_up(settings):
        django_ready()
        from sillage.config.demo import DemoExists, load

        try:
            load(_quarters())
        except DemoExists as exists:
            complain(exists.title.fr, exists.title.en)
            return 1
    return 0


def _quarters() -> Callable[[float], None]:
    """Prints each quarter reached, on the line of the step it belongs to."""
    told = 0

    def tell_share(share: float) -> None:
        nonlocal told
        while told < 4 and share >= (told + 1) / 4:
            told += 1
            print(f"{told * 25} %", end=" " if told < 4 else "\n", flush=True)

    return tell_share


def demo_apart() -> bool:
    """Load the demo in a child process, so that this one stays small."""
    return subprocess.run([sys.executable, "-m", "sillage.config.cli", "demo"], check=False).returncode == 0


def back_up(settings: Environment, reason: str) -> str:
    """Make a backup and say where it is, and where its key is when it was made now."""
    from sillage.config.backups import backup_key_file, backup_plan
    from sillage.kernel.backup.making import make_backup

    key_file = backup_key_file(settings)
    new_key = settings.backup_public_key is None and not key_file.exists()
    plan = backup_plan(settings)
    with step("sauvegarde chiffrée", "encrypted backup"):
        name = make_backup(plan, reason)
    tell(f"    {name} dans {plan.store.describe()}", f"    {name} in {plan.store.describe()}")
    if new_key:
        tell(
            f"    La clé qui la lit vient d'être créée : {key_file}. Gardez-en une copie ailleurs.",
            f"    The key that reads it was just made: {key_file}. Keep a copy of it elsewhere.",
        )
    return name


def backup(*, only_list: bool) -> int:
    """Make a backup now, or list those there are."""
    settings = environment()
    django_ready()
    from sillage.config.backups import backup_plan
    from sillage.kernel.backup.archive import BackupFailure

    if only_list:
        for name in backup_plan(settings).store.names():
            print(name)
        return 0
    with database_up(settings):
        try:
            back_up(settings, "manual")
        except BackupFailure as failure:
            complain(f"La sauvegarde a échoué : {failure}", f"The backup failed: {failure}")
            return 1
    return 0


def restore(backup_name: str | None, key: Path | None, workspace: str | None, *, replace: bool) -> int:
    """Bring back everything, or one workspace; afterwards the tables are those of this version."""
    from sillage.config.commands.migrate import migrate_apart

    settings = environment()
    with database_up(settings):
        django_ready()
        # One workspace is put into tables of this version, so they must be there first.
        if workspace is not None and not migrate_apart():
            return 1
        if not _restore(settings, backup_name, key, workspace, replace=replace):
            return 1
        (settings.data_dir / "migrated.json").unlink(missing_ok=True)
        with step("mise à jour des tables", "bringing the tables up to date"):
            return 0 if migrate_apart() else 1


def _restore(
    settings: Environment, backup_name: str | None, key: Path | None, workspace: str | None, *, replace: bool
) -> bool:
    from sillage.config.backups import backup_key_file, backup_plan
    from sillage.kernel.backup.archive import BackupFailure
    from sillage.kernel.backup.keys import BackupKeyMissing
    from sillage.kernel.backup.one_workspace import (
        AddressTaken,
        UnknownWorkspace,
        WorkspaceExists,
        restore_workspace,
    )
    from sillage.kernel.backup.restoring import DatabaseNotEmpty, restore_all

    plan = backup_plan(settings, key_file=key or backup_key_file(settings))
    given: str | Path | None = backup_name
    if backup_name and Path(backup_name).exists():
        given = Path(backup_name)
    elif backup_name and backup_name not in plan.store.names():
        complain(
            f"Il n'y a pas de sauvegarde {backup_name} dans {plan.store.describe()} : sillage backup --list les nomme.",
            f"There is no backup {backup_name} in {plan.store.describe()}: sillage backup --list names them.",
        )
        return False
    sentences: dict[type[Exception], tuple[str, str]] = {
        DatabaseNotEmpty: (
            "La base contient des données : ajoutez --replace pour les remplacer par la sauvegarde.",
            "The database holds data: add --replace to replace it with the backup.",
        ),
        BackupKeyMissing: (
            f"La clé {plan.key_file} est absente ou illisible : donnez la bonne avec --key FICHIER.",
            f"The key {plan.key_file} is missing or unreadable: give the right one with --key FILE.",
        ),
        WorkspaceExists: (
            f"L'espace {workspace} existe encore : rien n'a été modifié.",
            f"The workspace {workspace} still exists: nothing was changed.",
        ),
        UnknownWorkspace: (
            f"La sauvegarde ne contient pas d'espace {workspace}.",
            f"The backup holds no workspace {workspace}.",
        ),
        AddressTaken: (
            "Une personne de l'espace a depuis un autre compte sous la même adresse : rien n'a été modifié.",
            "A person of the workspace has another account under the same address by now: nothing was changed.",
        ),
        BackupFailure: ("La sauvegarde ne peut pas être relue.", "The backup cannot be read."),
    }
    try:
        with step("restauration", "restoring"):
            done = restore_workspace(plan, workspace, given) if workspace else restore_all(plan, given, replace=replace)
    except tuple(sentences) as failure:
        fr, en = sentences[type(failure)]
        complain(fr, en)
        if isinstance(failure, BackupFailure):
            print(f"  {failure}", file=sys.stderr)
        return False
    tell(
        f"    {done.name} (version {done.version}), {done.files} fichiers",
        f"    {done.name} (version {done.version}), {done.files} files",
    )
    return True


def openapi(*, check: bool) -> int:
    """Write `backend/openapi.json`; with `check`, fail when it would change."""
    import json

    django_ready()
    from sillage.config.api import api
    from sillage.kernel.http.api import openapi_document

    text = json.dumps(openapi_document(api), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    current = OPENAPI_FILE.read_text(encoding="utf-8") if OPENAPI_FILE.exists() else ""
    if check:
        if text != current:
            complain(
                "backend/openapi.json n'est pas à jour : lancez make client.",
                "backend/openapi.json is not up to date: run make client.",
            )
        return int(text != current)
    if text != current:
        OPENAPI_FILE.write_text(text, encoding="utf-8")
    return 0
