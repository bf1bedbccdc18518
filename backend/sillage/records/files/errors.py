"""What can be wrong with a file."""

from __future__ import annotations

from sillage.kernel.errors import Problem
from sillage.kernel.text import Text


class FileQuotaReached(Problem):
    """The files of the workspace take all the room they may."""

    status = 413
    code = "file_quota_reached"
    title = Text(
        fr="L’espace réservé aux fichiers est plein : videz la corbeille ou prévenez un administrateur",
        en="The room for files is full: empty the trash or tell an administrator",
    )
