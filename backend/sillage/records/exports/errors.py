"""Why an export cannot do what is asked."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class ExportNotReady(Conflict):
    """There is no file (yet, or any more)."""

    code = "export_not_ready"
    title = Text(
        fr="Le fichier de cet export n’est pas disponible : il n’est pas terminé, ou il date de plus de 7 jours",
        en="This export has no file: it is not finished, or it is more than 7 days old",
    )


class ExportOver(Conflict):
    """The export ended already."""

    code = "export_over"
    title = Text(fr="Cet export est déjà terminé", en="This export has already ended")
