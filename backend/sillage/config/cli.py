"""The command line `sillage`: reads arguments and hands over to one module per subject."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sillage.config.environment import WrongSetting
from sillage.config.language import say


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sillage", description=say("Le CRM Sillage", "The CRM Sillage"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("commande", "command"))

    def add(name: str, fr: str, en: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say(fr, en), description=say(fr, en))

    add("up", "tout démarrer sur cette machine", "start everything on this machine")
    add("web", "démarrer seulement les processus web", "start the web processes only")
    add("worker", "démarrer seulement un worker", "start a worker only")
    migrate = add("migrate", "mettre les tables à jour", "bring the tables up to date")
    migrate.add_argument("--verbosity", type=int, default=1)
    migrate.add_argument("--backup-first", action="store_true")
    add("demo", "charger l'espace de démonstration", "load the demo workspace")
    backup = add("backup", "faire une sauvegarde chiffrée", "make an encrypted backup")
    backup.add_argument("--list", action="store_true", help=say("lister les sauvegardes", "list the backups"))
    _add_restore(add("restore", "restaurer une sauvegarde", "restore a backup"))
    user = add("user", "gérer les comptes", "manage accounts").add_subparsers(dest="verb", required=True)
    _add_user(user.add_parser("create", help=say("créer un compte", "create an account")))
    _add_password(user.add_parser("password", help=say("remplacer un mot de passe", "replace a password")))
    _add_import(add("import", "importer un fichier dans un espace", "import a file into a workspace"))
    add("doctor", "dire ce qui ne va pas et comment y remédier", "say what is wrong and how to mend it")
    openapi = add("openapi", "écrire la description de l'API", "write the description of the API")
    openapi.add_argument("--check", action="store_true", help=say("échouer si elle change", "fail when it changes"))
    for internal in ("web-process", "worker-process"):
        process = commands.add_parser(internal)
        if internal == "web-process":
            process.add_argument("descriptor", type=int)
    return parser


def _add_restore(restore: argparse.ArgumentParser) -> None:
    restore.add_argument("backup", nargs="?", help=say("fichier (par défaut le plus récent)", "file (default: latest)"))
    restore.add_argument("--key", type=Path, help=say("fichier de la clé", "key file"))
    restore.add_argument("--workspace", help=say("un seul espace, par son nom court", "one workspace, by its slug"))
    restore.add_argument(
        "--replace", action="store_true", help=say("remplacer les données présentes", "replace the present data")
    )


def _add_user(create: argparse.ArgumentParser) -> None:
    create.add_argument("email")
    create.add_argument("--name", default="")
    create.add_argument("--workspace", help=say("nom court de l'espace à rejoindre", "slug of the workspace to join"))
    create.add_argument("--role", default="administrator")
    create.add_argument("--language", choices=("fr", "en"), default="fr")


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--workspace", required=True, help=say("nom court de l'espace", "slug of the workspace"))
    command.add_argument("--object", help=say("contacts, organisations, deals… (sinon d'après les en-têtes)",
                                              "contacts, organisations, deals… (else from the headers)"))  # fmt: skip
    command.add_argument("--mapping", type=Path, help=say("correspondances en JSON", "mapping as JSON"))
    command.add_argument("--match", help=say("champ qui reconnaît les fiches", "field that recognises records"))
    command.add_argument("--dry-run", action="store_true", help=say("ne rien écrire", "write nothing"))
    command.add_argument("--report", type=Path, help=say("CSV des lignes refusées", "CSV of the refused rows"))
    command.add_argument(
        "--as", dest="as_member", help=say("adresse du membre qui importe", "address of the member who imports")
    )


def _add_password(password: argparse.ArgumentParser) -> None:
    password.add_argument("email")
    password.add_argument(
        "--without-second-factor",
        action="store_true",
        help=say("retirer aussi les seconds facteurs perdus", "also remove second factors that were lost"),
    )


def _dispatch(arguments: argparse.Namespace) -> int:
    # Each command imports what it needs: `sillage up` must not load Django to start PostgreSQL.
    command = arguments.command
    if command == "up":
        from sillage.config.commands import up

        return up.run()
    if command in {"web", "worker", "web-process", "worker-process"}:
        return _serve(arguments)
    if command == "migrate":
        from sillage.config.commands import migrate

        return migrate.run(arguments.verbosity, backup_first=arguments.backup_first)
    if command in {"demo", "backup", "restore", "openapi"}:
        return _data(arguments)
    if command == "user":
        from sillage.config.commands import people

        return people.replace_password(arguments) if arguments.verb == "password" else people.create(arguments)
    if command == "import":
        from sillage.config.commands import imports

        return imports.run(arguments)
    from sillage.config.commands import doctor

    return doctor.run()


def _serve(arguments: argparse.Namespace) -> int:
    from sillage.config.commands import serve

    match arguments.command:
        case "web":
            return serve.run_web()
        case "worker":
            return serve.run_worker()
        case "web-process":
            return serve.web_process(arguments.descriptor)
    return serve.worker_process()


def _data(arguments: argparse.Namespace) -> int:
    from sillage.config.commands import data

    match arguments.command:
        case "demo":
            return data.demo()
        case "backup":
            return data.backup(only_list=arguments.list)
        case "openapi":
            return data.openapi(check=arguments.check)
    return data.restore(arguments.backup, arguments.key, arguments.workspace, replace=arguments.replace)


def _database_silence(failure: Exception) -> str | None:
    """One sentence when no connection to PostgreSQL could be opened; None for any other failure."""
    import psycopg

    # Django wraps the driver's exception; a refused connection has no SQLSTATE, a refused login has class 28 or 3D.
    cause = failure if isinstance(failure, psycopg.OperationalError) else failure.__cause__
    if not isinstance(cause, psycopg.OperationalError) or (cause.sqlstate or "28")[:2] not in {"28", "3D"}:
        return None
    reason = str(cause).splitlines()[0]
    return say(
        f"PostgreSQL ne répond pas ({reason}) : vérifiez DATABASE_URL et le serveur, ou lancez sillage doctor.",
        f"PostgreSQL does not answer ({reason}): check DATABASE_URL and the server, or run sillage doctor.",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return _dispatch(arguments)
    except WrongSetting as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as failure:
        unreachable = _database_silence(failure)
        if unreachable is None:
            raise
        print(unreachable, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
