"""What the source promises, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "sillage"
RECORDING = {"record", "record_many"}
FORBIDDEN_NAMES = {"utils", "helpers", "core", "common", "manager"}


def sources() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"migrations", "tests"} & set(path.parts):
            yield path


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def documented_sources() -> list[Path]:
    doors = {"actions.py", "queries.py", "ports.py"}
    return [path for path in sources() if path.name in doors or "kernel" in path.parts]


def calls_of(function: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            target = node.func
            names.add(target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", ""))
    return names


def silent_actions() -> frozenset[str]:
    from sillage.kernel.registry import registry

    return frozenset(name for manifest in registry.manifests() for name in manifest.silent_actions)


@pytest.mark.parametrize("path", documented_sources(), ids=module_of)
def test_every_public_function_of_a_door_or_the_kernel_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text())

    undocumented = [node.name for node in public_functions(tree) if ast.get_docstring(node) is None]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            undocumented += [] if ast.get_docstring(node) else [node.name]

    assert undocumented == []


def test_every_action_records_an_event_or_is_listed_as_silent() -> None:
    calls: dict[str, set[str]] = {}
    actions: dict[str, str] = {}
    for path in sources():
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                calls.setdefault(node.name, set()).update(calls_of(node))
        if path.name == "actions.py" or path.parent.name == "actions":
            actions |= {node.name: module_of(path) for node in public_functions(tree)}
    recording = set(RECORDING)
    while grown := {name for name, called in calls.items() if called & recording} - recording:
        recording |= grown

    silent = {
        f"{module}.{name}"
        for name, module in actions.items()
        if name not in recording and f"{module}.{name}" not in silent_actions()
    }

    assert silent == set()


def test_no_file_hides_behind_a_name_that_says_nothing() -> None:
    vague = [module_of(path) for path in sources() if path.stem in FORBIDDEN_NAMES]

    assert vague == []


def test_no_file_outgrows_its_noun() -> None:
    large = {module_of(path): lines for path in sources() if (lines := len(path.read_text().splitlines())) > 400}

    assert large == {}


def test_only_rules_free_of_frameworks_decide() -> None:
    for path in sources():
        if path.name != "rules.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] in {"django", "ninja", "procrastinate"} for name in names), path


def test_capabilities_read_the_time_from_one_clock() -> None:
    """`timezone.now()` in an action could not be set by a test or by the demo.

    The kernel may ask the real time for leases, retries and expiry: those are not history.
    """
    offenders = [
        module_of(path)
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in {"kernel", "config"}
        and path.stem != "testing"
        and ("timezone.now(" in path.read_text() or "datetime.now(" in path.read_text())
    ]

    assert offenders == []
