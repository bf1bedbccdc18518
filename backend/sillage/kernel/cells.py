"""Cells of tables that leave for a spreadsheet: none may be taken for a formula."""

from __future__ import annotations

_STARTS = tuple("=+-@")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `as_written` takes the apostrophe away again."""
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def as_written(cell: str) -> str:
    """A cell that `inert` marked with an apostrophe, as it was."""
    return cell[1:] if cell[:1] == "'" and _is_formula(cell[1:].lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    if not cell:
        return False
    return cell[0] in "\t\r" or cell.lstrip(" \u00a0")[:1] in _STARTS
