"""The table of modules in the design, held to the code: each row imports only from rows above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "graders"

# One row a line, lowest first; modules of one row don't import each other.
ROWS = [
    ["quick"],
    ["verdict"],
    ["wire"],
    ["checks"],
    ["kernel"],
    ["seccomp", "landlock"],
    ["jail"],
    ["notebook"],
    ["inside.judge"],
    ["inside.student"],
    ["inside.warm"],
    ["restore"],
    ["patch"],
    ["lane"],
    ["doctor"],
    ["grade"],
    ["course"],
    ["classroom"],
    ["form", "cases"],
    ["workbench"],
    ["nbgrader_plugin", "late"],
    ["markup"],
    ["gradebook", "feedback", "otter"],
    ["history", "formgrader"],
    ["misconceptions", "figures", "similar"],
    ["items"],
    ["report"],
    ["roster", "archive", "submitted"],
    ["platforms", "export", "status"],
    ["collect"],
    ["gradescope"],
    ["example"],
    ["terminal"],
    ["cli"],
]
NOBODY_IMPORTS = {"inside.warm", "cli"}
# What stays out of the jailed processes' memory, or out of everything but one module.
ONLY_IN = {
    "sqlalchemy": {"gradebook"},
    "click": {"cli"},
    "rich": {"cli", "terminal"},
    "IPython": {"inside.student"},
    "nh3": {"markup"},
    "copydetect": {"similar"},
    "yaml": {"platforms"},
}


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    }


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def ours(path: Path) -> set[str]:
    names = {name.removeprefix("graders.") for name in imported(path) if name.startswith("graders.")}
    return names & modules().keys()


def test_every_module_has_a_row() -> None:
    assert sorted(module for row in ROWS for module in row) == sorted(modules())


@pytest.mark.parametrize("module", sorted(modules()))
def test_module_imports_only_from_rows_above(module: str) -> None:
    above: set[str] = set()
    for row in ROWS:
        if module in row:
            break
        above |= set(row)
    # The student process runs marked test cells itself; the warm process starts both kinds of child.
    assert ours(modules()[module]) <= above
    assert not ours(modules()[module]) & NOBODY_IMPORTS


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_library_is_used_in_its_module_only(library: str) -> None:
    users = {
        name
        for name, path in modules().items()
        if any(item == library or item.startswith(f"{library}.") for item in imported(path))
    }
    assert users == ONLY_IN[library]


def test_only_the_command_line_prints_or_exits() -> None:
    for name, path in modules().items():
        if name in ("cli", "inside.student", "inside.warm"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "sys.exit", "exit", "os._exit"), f"{name}: {called}"
