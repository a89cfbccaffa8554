"""Notebooks: reading what anyone may have sent, writing one normal form, and nbgrader's cell metadata.

Everything here works on plain nbformat 4 notebooks (``nbformat.NotebookNode``). Reading is bounded in size
and depth and never follows a link; whatever can't be read raises
:class:`~graders.verdict.UnreadableNotebook` with a sentence that tells the student what to do. What is read
is rebuilt from its sound parts, so that nothing downstream meets a list where text should be, or text that
no file can hold.
"""

from __future__ import annotations

import ast
import hashlib
import json
import math
import os
import re
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.verdict import UnreadableNotebook

MAX_BYTES = 20 * 2**20
MAX_DEPTH = 40
MAX_CELLS = 2_000

# nbgrader looks for these words anywhere in a line, so that is what hides a test.
HIDDEN_BEGIN, HIDDEN_END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_METADATA = ("nbgrader", "graders", "jupyter")
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


# The line of a source notebook that says where in the book it stands; feedback sends students there.
READING = re.compile(r"^\*(Chapter \d[^*\n]*?section \d[^*\n]*?)\.?\*$", re.MULTILINE)


class Role(StrEnum):
    """What a cell is for. The course's words; nbgrader's flags in brackets."""

    PROSE = "prose"  # no nbgrader metadata
    GIVEN = "given"  # locked, instructor's code or text
    ANSWER = "answer"  # solution, tested by the cells that follow
    TEST = "test"  # grade, locked: autograded tests
    WRITTEN = "written"  # grade and solution: graded by a person
    TASK = "task"  # nbgrader's task cells: graded by a person


def role(cell: NotebookNode) -> Role:
    """Return what ``cell`` is for, by its nbgrader metadata."""
    if not grade_id(cell):
        return Role.PROSE
    flags = cell["metadata"]["nbgrader"]
    if flags.get("task"):
        return Role.TASK
    if flags.get("grade") and flags.get("solution"):
        return Role.WRITTEN
    if flags.get("solution"):
        return Role.ANSWER
    if flags.get("grade"):
        return Role.TEST
    return Role.GIVEN if flags.get("locked") else Role.PROSE


def grade_id(cell: NotebookNode) -> str:
    """Return the cell's grade id, or an empty string."""
    flags = (cell.get("metadata") or {}).get("nbgrader")
    found = flags.get("grade_id") if isinstance(flags, dict) else None
    return found if isinstance(found, str) else ""


def points(cell: NotebookNode) -> float:
    """Return the most points the cell can earn; 0 if it isn't graded."""
    if role(cell) not in (Role.TEST, Role.WRITTEN, Role.TASK):
        return 0.0
    return float(cell["metadata"]["nbgrader"].get("points") or 0)


def setting(cell: NotebookNode, name: str, default: Any) -> Any:
    """Return a per-cell setting of the harness: ``metadata.graders.<name>`` in the source notebook."""
    return (cell["metadata"].get("graders") or {}).get(name, default)


# ------------------------------------------------------------------------------------------------ reading


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a regular file of bounded size; links, pipes and devices are refused, not followed.

    Raises:
        UnreadableNotebook: it is no regular file, too large, or can't be opened.
    """
    name = writable(path.name)
    try:
        # Looking first keeps us from opening a device; looking again, from a file swapped in between.
        _refuse_special(path.lstat(), name, max_bytes)
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            _refuse_special(os.fstat(handle), name, max_bytes)
            with os.fdopen(handle, "rb", closefd=False) as file:
                data = file.read(max_bytes + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise UnreadableNotebook(f"{name} can't be opened ({error.strerror}). Hand it in again.") from error
    if len(data) > max_bytes:
        raise UnreadableNotebook(f"{name} grew while it was read. Hand it in again.")
    return data


def _refuse_special(info: os.stat_result, name: str, max_bytes: int) -> None:
    if stat.S_ISLNK(info.st_mode):
        raise UnreadableNotebook(f"{name} is a link, and links are not followed. Hand in the file itself.")
    if not stat.S_ISREG(info.st_mode):
        raise UnreadableNotebook(f"{name} is not an ordinary file. Hand in an ordinary file.")
    if info.st_nlink > 1:
        raise UnreadableNotebook(f"{name} is a hard link to a file elsewhere. Hand in a copy of it.")
    if info.st_size > max_bytes:
        size, most = info.st_size / 2**20, max_bytes / 2**20
        raise UnreadableNotebook(
            f"{name} has {size:,.1f} MB; {most:,.1f} MB is the most. Clear the outputs and hand it in again."
        )


def parse(data: bytes, name: str = "the notebook") -> NotebookNode:
    """Turn the bytes of a notebook of any known format into a valid nbformat 4.5 notebook without outputs.

    Old formats are upgraded; missing cell ids, lone surrogates and small damage are repaired. The same bytes
    always give the same notebook.

    Raises:
        UnreadableNotebook: the bytes are no notebook; the text says what to do.
    """
    cure = "Open it in JupyterLab, save it and hand it in again."
    too_deep = f"{name} is nested too deep to be a notebook. {cure}"
    try:
        raw = json.loads(_text(data, name), parse_constant=_no_constant)
    except RecursionError as error:
        raise UnreadableNotebook(too_deep) from error
    except ValueError as error:
        why = str(error) if isinstance(error, json.JSONDecodeError) else "a number in it is too long"
        raise UnreadableNotebook(f"{name} is not a notebook: it isn't valid JSON ({why}). {cure}") from error
    if not isinstance(raw, dict) or "nbformat" not in raw:
        raise UnreadableNotebook(f"{name} is JSON, but not a notebook: there is no `nbformat` in it. {cure}")
    version = raw["nbformat"]
    if type(version) is not int or not 2 <= version <= 4:
        said = repr(writable(str(version))[:40]) if isinstance(version, int | float | str) else "of no kind"
        raise UnreadableNotebook(f"{name} says it has notebook format {said}; 2 to 4 can be read. {cure}")
    cells = raw.get("cells") if version == 4 else list(_old_cells(raw))
    if not isinstance(cells, list):
        raise UnreadableNotebook(f"{name} has no list of cells. {cure}")
    if len(cells) > MAX_CELLS:
        raise UnreadableNotebook(
            f"{name} has {len(cells):,} cells; {MAX_CELLS:,} is the most. Delete what isn't part of your "
            "answer and hand it in again."
        )
    try:
        return _sound_notebook(raw, cells)
    except _TooDeepError as error:
        raise UnreadableNotebook(too_deep) from error


def parse_own(path: Path) -> NotebookNode:
    """Read a notebook that we wrote: with its outputs, and without the care that strangers' files need."""
    return nbformat.v4.reads_json(path.read_text(encoding="utf-8"))


def writable(text: str) -> str:
    """Return text that any file can hold: without lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


class _TooDeepError(Exception):
    """The data is nested deeper than MAX_DEPTH."""


def _text(data: bytes, name: str) -> str:
    if not data.strip():
        raise UnreadableNotebook(f"{name} is empty. Save the notebook and hand it in again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(
            f"{name} is not UTF-8 text (byte {error.start:,}). Open it in JupyterLab, save it and hand it in "
            "again."
        ) from error


def _no_constant(name: str) -> None:
    """NaN and Infinity are no JSON; a notebook that has them (in outputs) is read without them."""


def _old_cells(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the cells of nbformat 2 or 3 as nbformat 4 has them: there they lie in worksheets."""
    sheets = raw.get("worksheets")
    for sheet in sheets if isinstance(sheets, list) else []:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        for cell in cells if isinstance(cells, list) else []:
            if not isinstance(cell, dict):
                continue
            kind, source = cell.get("cell_type"), _joined(cell.get("source"))
            if kind == "code":
                source = _joined(cell.get("input"))
            elif kind == "heading":
                level = cell.get("level")
                hashes = "#" * (level if type(level) is int and 1 <= level <= 6 else 1)
                kind, source = "markdown", f"{hashes} {' '.join(source.splitlines())}"
            elif kind == "html":
                kind = "markdown"
            yield {"cell_type": kind, "metadata": cell.get("metadata"), "source": source}


def _sound_notebook(raw: dict[str, Any], cells: list[Any]) -> NotebookNode:
    """Return a notebook of our own making with what is sound in ``raw``."""
    kept: list[dict[str, Any]] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells):
        if not isinstance(cell, dict):
            continue
        sound = _sound_cell(cell)
        given = cell.get("id")
        if not isinstance(given, str) or not _CELL_ID.fullmatch(given):
            digest = hashlib.sha256(f"{position} {sound['source']}".encode()).hexdigest()
            given = f"cell-{digest[:12]}"
        sound["id"] = new_id(given, taken)
        kept.append(sound)
    found = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    metadata = {}
    for key, needed in (("kernelspec", ("name", "display_name")), ("language_info", ("name",))):
        parts = found.get(key) if isinstance(found, dict) else None
        if isinstance(parts, dict) and all(isinstance(parts.get(part), str) for part in needed):
            metadata[key] = {part: writable(parts[part]) for part in needed}
    return nbformat.from_dict({"cells": kept, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _sound_cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what is sound in a cell. One of no known type becomes a raw cell: kept, and never run."""
    kind = cell.get("cell_type")
    sound: dict[str, Any] = {
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "metadata": _sound_metadata(cell.get("metadata")),
        "source": writable(_joined(cell.get("source"))),
    }
    if kind == "code":
        return sound | {"execution_count": None, "outputs": []}
    if attachments := _sound_attachments(cell.get("attachments")):
        sound["attachments"] = attachments
    return sound


def _sound_metadata(found: Any) -> dict[str, Any]:
    """Return the metadata that mean something here."""
    if not isinstance(found, dict):
        return {}
    kept = {key: _clean(found[key]) for key in _METADATA if isinstance(found.get(key), dict)}
    tags = found.get("tags")
    if isinstance(tags, list):
        texts = [writable(tag) for tag in tags if isinstance(tag, str) and re.fullmatch("[^,\n]+", tag)]
        kept["tags"] = list(dict.fromkeys(texts))
    return kept


def _sound_attachments(found: Any) -> dict[str, dict[str, str]]:
    attachments = {}
    for name, bundle in found.items() if isinstance(found, dict) else ():
        if isinstance(bundle, dict):
            texts = {writable(mime): writable(_joined(value)) for mime, value in bundle.items()}
            attachments[writable(name)] = {mime: text for mime, text in texts.items() if text}
    return {name: bundle for name, bundle in attachments.items() if bundle}


def _joined(text: Any) -> str:
    """Return text that may be given as a list of its lines."""
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""


def _clean(value: Any, room: int = MAX_DEPTH) -> Any:
    """Return JSON data that any file can hold: no lone surrogates, nothing infinite, not too deep."""
    if not room:
        raise _TooDeepError
    if isinstance(value, dict):
        return {writable(key): _clean(inner, room - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, room - 1) for inner in value]
    if isinstance(value, str):
        return writable(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def new_id(wanted: str, taken: set[str]) -> str:
    """Return ``wanted``, or the next cell id like it that isn't taken yet, and take it."""
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted[:50]}-{count}"
    taken.add(found)
    return found


# ------------------------------------------------------------------------------------------------ writing


def normal_form(nb: NotebookNode) -> str:
    """Return the one text that this notebook has in git: no outputs, no counts, stable ids, sorted keys.

    nbgrader cells carry their grade id as cell id. Other cells keep theirs. Nothing that means something is
    lost: neither a hard line break in Markdown nor spaces in a string.
    """
    cells = []
    taken: set[str] = set()
    reserved = {grade_id(cell) for cell in nb.cells}
    for position, cell in enumerate(nb.cells):
        metadata = {
            key: value for key, value in cell.metadata.items() if key in ("nbgrader", "graders", "tags")
        }
        if isinstance(metadata.get("nbgrader"), dict):
            metadata["nbgrader"] = {
                key: value for key, value in metadata["nbgrader"].items() if key != "checksum"
            }
        own = grade_id(cell)
        if not _CELL_ID.fullmatch(own):
            own = cell.get("id") or f"cell-{position}"
            own = f"{own[:50]}-own" if own in reserved else own
        plain: dict[str, Any] = {
            "cell_type": cell.cell_type,
            "id": new_id(own, taken),
            "metadata": metadata,
            "source": _normal_code(cell.source) if cell.cell_type == "code" else _normal_text(cell.source),
        }
        if cell.cell_type == "code":
            plain |= {"execution_count": None, "outputs": []}
        elif cell.get("attachments"):
            plain["attachments"] = cell.attachments
        cells.append(nbformat.from_dict(plain))
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return dumps(nbformat.v4.new_notebook(cells=cells, metadata=metadata, nbformat_minor=5))


def _normal_code(source: str) -> str:
    """Return code without trailing spaces, if it is still the same code without them."""
    bare = "\n".join(line.rstrip() for line in source.split("\n")).strip("\n")
    try:
        same = ast.dump(ast.parse(bare)) == ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):  # magics, or a hint for students that is no Python
        same = False
    return bare if same else source.strip("\n")


def _normal_text(source: str) -> str:
    """Return Markdown without trailing spaces, except for the two that break a line."""
    lines = [
        line.rstrip() + "  " if line.endswith("  ") and line.strip() else line.rstrip()
        for line in source.split("\n")
    ]
    return "\n".join(lines).strip("\n")


def dumps(nb: NotebookNode) -> str:
    """Return ``nb`` as the text of a notebook file."""
    # Not nbformat.writes(), which checks against a schema, at a third of the price, what we have made ourselves.
    return nbformat.v4.writes_json(nb).rstrip("\n") + "\n"


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: a reader never sees half of it."""
    data = text.encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


# ---------------------------------------------------------------------------------------------- hidden tests


def split_hidden(source: str) -> list[tuple[bool, str]]:
    """Split a test cell at its hidden-test markers into (hidden, source) pieces, without the marker lines.

    Each piece is padded with empty lines, so that line numbers in tracebacks stay those of the cell.

    Raises:
        ValueError: the markers don't pair up.
    """
    pieces: list[tuple[bool, str]] = []
    hidden, lines, start = False, list[str](), 0

    def finish() -> None:
        if any(text.strip() for text in lines):
            pieces.append((hidden, "\n" * start + "\n".join(lines)))

    for number, line in enumerate(source.split("\n"), start=1):
        begins, ends = HIDDEN_BEGIN in line, HIDDEN_END in line
        if not begins and not ends:
            lines.append(line)
            continue
        if (begins and ends) or begins == hidden:
            raise ValueError(f"line {number}: `{line.strip()}` without its partner")
        finish()
        hidden, lines, start = begins, [], number
    if hidden:
        raise ValueError(f"line {start}: {HIDDEN_BEGIN} without {HIDDEN_END}")
    finish()
    return pieces


def visible_part(source: str) -> str:
    """Return a test cell's source as students may see it: without its hidden tests."""
    return "\n".join(piece.lstrip("\n") for hidden, piece in split_hidden(source) if not hidden).rstrip()
