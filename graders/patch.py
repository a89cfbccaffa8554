"""A submission written as a patch: what a student did to the release (or the solution), and what comes of it.

The test cases under ``tests/submissions/``, the example class and new exercises all use this form, so that a
case shows only what is special about it and never goes stale with the prose around it. A patch is a Python
file::

    '''Draws with replacement: the bag never changes.'''
    #: kind: misconception
    #: base: solution
    #: fails: ex01-test-value, ex01-test-counts
    #: says: ex01-test-value: with replacement

    # %% ex01-both-red
    p_both_red = 0.3 * 0.3

    # %% ex01-why [markdown]
    # Text of a written answer, as comments.

After the docstring come ``#:`` lines (below), then sections. ``# %% <grade id>`` replaces that cell's source.
Other sections change the notebook's shape::

    # %% insert after <grade id> [markdown]
    # %% delete <grade id>
    # %% duplicate <grade id>
    # %% move <grade id> after <other grade id>
    # %% retype <grade id> [markdown]
    # %% strip <grade id>          (empty its metadata, as some editors do)
    # %% points <grade id> 100     (tamper with the metadata)

``#:`` lines: ``kind`` (solution, stub, variant, misconception, partial), ``base`` (solution or release),
``fails`` (the test cells that lose points; every other one must pass), ``says`` (grade id: words its message
must contain; may be repeated), ``file`` (the name it is handed in under), ``raw`` (hand in this text instead
of a notebook), ``needs`` (modules without which the case is skipped).
"""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.notebook import grade_id, new_id
from graders.verdict import CourseError

_SECTION = re.compile(r"^# %% (?P<what>.+?)(?P<markdown> \[markdown\])?\s*$")
_FIELDS = {"kind", "base", "fails", "says", "file", "raw", "needs"}
_KINDS = ("solution", "stub", "variant", "misconception", "partial")
_BASES = ("solution", "release")


@dataclass(frozen=True)
class Section:
    """One change to the notebook: an operation, the grade ids it names, and a new source."""

    operation: str
    target: str
    other: str
    source: str
    markdown: bool


@dataclass(frozen=True)
class Patch:
    """A parsed patch file; see the module's text for the fields."""

    path: Path
    title: str
    kind: str
    base: str
    fails: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    file: str
    raw: str | None
    needs: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The case's name: its file's, without the ending."""
        return self.path.stem


def unchanged(base: str) -> Patch:
    """Return the patch that changes nothing: the ``solution`` or the ``release`` as it is."""
    return Patch(Path(base), base, base, base, (), (), "", None, (), ())


def read(path: Path) -> Patch:
    """Read a patch file.

    Raises:
        CourseError: the file isn't one; the text names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: {error}") from error
    head, *bodies = re.split(r"(?m)^(?=# %% )", text)
    rule = "before the first section only a docstring and #: lines"
    try:
        tree = ast.parse(head)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path}: line {getattr(error, 'lineno', None) or 1}: {rule}") from error
    title = ast.get_docstring(tree) or ""
    if code := tree.body[1 if title else 0 :]:
        raise CourseError(f"{path}: line {code[0].lineno}: {rule}")
    fields: dict[str, list[str]] = {}
    for line in head.splitlines():
        if line.startswith("#:"):
            key, colon, value = line[2:].partition(":")
            if not colon or key.strip() not in _FIELDS:
                raise CourseError(f"{path}: `{line}`: the fields are {', '.join(sorted(_FIELDS))}")
            fields.setdefault(key.strip(), []).append(value.strip())

    def one(key: str, default: str) -> str:
        return fields.get(key, [default])[-1]

    for key, known in (("kind", _KINDS), ("base", _BASES)):
        if one(key, known[0]) not in known:
            raise CourseError(f"{path}: {key} is {one(key, '')!r}, but it is one of {', '.join(known)}")
    says = []
    for line in fields.get("says", []):
        target, _, words = line.partition(":")
        says.append((target.strip(), words.strip()))
    return Patch(
        path=path,
        title=title.split("\n")[0],
        kind=one("kind", "variant"),
        base=one("base", "solution"),
        fails=_listed(one("fails", "")),
        says=tuple(says),
        file=one("file", ""),
        raw=fields["raw"][-1] if "raw" in fields else None,
        needs=_listed(one("needs", "")),
        sections=tuple(_section(path, body) for body in bodies),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _section(path: Path, body: str) -> Section:
    first, _, source = body.partition("\n")
    match = _SECTION.match(first)
    if match is None:
        raise CourseError(f"{path}: `{first}` is no section")
    words, markdown = match["what"].split(), bool(match["markdown"])
    source = source.strip("\n")
    if markdown:
        source = "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.splitlines())
    match words:
        case [target]:
            return Section("replace", target, "", source, markdown)
        case ["insert", "after", target]:
            return Section("insert", target, "", source, markdown)
        case ["move", target, "after", other]:
            return Section("move", target, other, source, markdown)
        case ["points", target, value] if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return Section("points", target, value, source, markdown)
        case ["delete" | "duplicate" | "retype" | "strip" as operation, target]:
            return Section(operation, target, "", source, markdown)
    raise CourseError(f"{path}: `{first}` is no section")


def apply(patch: Patch, solution: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the notebook that the patch describes.

    Args:
        patch: what to change.
        solution: the exercise's source notebook.
        release: its release notebook. The result always has the release's cells (test cells without their
            hidden parts, as a student has them); with ``base: solution`` the answers are the solution's.

    Raises:
        CourseError: a section names a cell that isn't there.
    """
    nb = copy.deepcopy(release)
    if patch.base == "solution":
        answers = {grade_id(cell): cell.source for cell in solution.cells}
        for cell in nb.cells:
            flags = cell.metadata.get("nbgrader", {})
            if flags.get("solution"):
                cell.source = _without_markers(answers[grade_id(cell)])
    for section in patch.sections:
        _change(patch, nb, section)
    return nb


def _without_markers(source: str) -> str:
    source = re.sub(r"(?s)=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", "", source)
    kept = [line for line in source.split("\n") if not re.match(r"\s*### (BEGIN|END) SOLUTION", line)]
    return "\n".join(kept).strip("\n")


def _change(patch: Patch, nb: NotebookNode, section: Section) -> None:
    def find(target: str) -> int:
        for position, cell in enumerate(nb.cells):
            if grade_id(cell) == target or cell.get("id") == target:
                return position
        raise CourseError(f"{patch.path}: there is no cell `{target}`")

    ids = {str(cell.get("id")) for cell in nb.cells}
    at = find(section.target)
    cell = nb.cells[at]
    match section.operation:
        case "replace":
            cell.source = section.source
        case "insert":
            make = nbformat.v4.new_markdown_cell if section.markdown else nbformat.v4.new_code_cell
            extra = make(section.source)
            extra["id"] = new_id("extra", ids)
            nb.cells.insert(at + 1, extra)
        case "delete":
            del nb.cells[at]
        case "duplicate":
            twin = copy.deepcopy(cell)
            twin["id"] = new_id("twin", ids)
            if section.source:
                twin.source = section.source
            nb.cells.insert(at + 1, twin)
        case "move":
            del nb.cells[at]
            nb.cells.insert(find(section.other) + 1, cell)
        case "retype":
            cell.cell_type = "markdown" if section.markdown else "code"
            if section.markdown:
                cell.pop("outputs", None)
                cell.pop("execution_count", None)
            else:
                cell.outputs, cell.execution_count = [], None
                cell.pop("attachments", None)
            cell.source = section.source or cell.source
        case "strip":
            cell.metadata = nbformat.from_dict({})
        case "points":
            if "nbgrader" not in cell.metadata:
                raise CourseError(f"{patch.path}: the cell `{section.target}` has no points")
            cell.metadata.nbgrader["points"] = float(section.other)
