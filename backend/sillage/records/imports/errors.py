"""Why a file or an import is refused."""

from __future__ import annotations

from typing import ClassVar

from sillage.kernel.errors import Conflict, Problem
from sillage.kernel.text import Text


class UnreadableFile(Problem):
    """The file cannot be imported; `reason` is the code of what is wrong with it, in `code`."""

    status = 422
    code = "unreadable_file"
    title = Text(fr="Ce fichier ne peut pas être importé", en="This file cannot be imported")

    def __init__(self, reason: str, detail: Text, line: int | None = None) -> None:
        extra: dict[str, object] = {"reason": reason}
        if line is not None:
            extra["line"] = line
        super().__init__(detail, extra=extra)
        self.reason = reason
        self.line = line


class WrongImportStatus(Conflict):
    """The import is not at the step this action belongs to."""

    code: ClassVar[str] = "wrong_import_status"
    title = Text(fr="L’import n’est pas à une étape qui le permet", en="The import is not at a step that allows this")


class IncompleteMapping(Problem):
    """The mapping lacks something without which no row could be imported."""

    status = 422
    code = "incomplete_mapping"
    title = Text(fr="Les correspondances sont incomplètes", en="The mapping is incomplete")
