"""Where this installation keeps its data: one folder, and elsewhere only what root must move."""

import hashlib
import os
import secrets
from pathlib import Path

from sillage.config.environment import CHECKOUT, Environment

FRONTEND_DIST = CHECKOUT / "frontend" / "dist"
OPENAPI_FILE = CHECKOUT / "backend" / "openapi.json"


def postgres_folder(environment: Environment) -> Path:
    """Folder of the embedded server.

    PostgreSQL refuses to run as root, and the unprivileged user it runs as could not walk into a
    private checkout, so root keeps it under /var/lib/sillage, one folder per data folder.
    """
    data = environment.data_dir.resolve()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/sillage") / hashlib.sha256(str(data).encode()).hexdigest()[:12] / "postgres"
    return data / "postgres"


def files_folder(environment: Environment) -> Path:
    """Folder of uploaded and generated files when no S3 bucket is set."""
    return environment.data_dir / "files"


def backup_folder(environment: Environment) -> Path:
    """Folder of encrypted backups when no backup bucket is set."""
    return environment.backup_dir or environment.data_dir / "backups"


def write_private(path: Path, content: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def secret_key(environment: Environment) -> str:
    """Signing key of sessions and links: the given one, else one made at the first start and kept."""
    if environment.secret_key is not None:
        return environment.secret_key.get_secret_value()
    path = environment.data_dir / "secret_key"
    if not path.exists():
        environment.data_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".secret_key.{secrets.token_hex(4)}")
        write_private(draft, secrets.token_urlsafe(48))
        try:
            # A hard link fails when another process was first, so both end up with the same key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
