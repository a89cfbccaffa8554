"""A tiny exercise with one cell of every kind, for tests of what happens to cells."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.notebook import grade_id, parse, visible_part
from graders.restore import Exercise

CODE_STUB = 'raise NotImplementedError("Replace this line with your answer.")'
TEXT_STUB = "*Replace this line with your answer.*"


def cell(
    kind: str, name: str, source: str, role: str = "prose", points: float | None = None
) -> dict[str, Any]:
    """Return one cell as nbformat 4.5 writes it."""
    flags = {
        "prose": {},
        "given": {"grade": False, "locked": True, "solution": False},
        "answer": {"grade": False, "locked": False, "solution": True},
        "test": {"grade": True, "locked": True, "solution": False},
        "written": {"grade": True, "locked": False, "solution": True},
    }[role]
    metadata: dict[str, Any] = {}
    if flags:
        metadata["nbgrader"] = {
            "cell_type": kind,
            "grade_id": name,
            "schema_version": 3,
            "task": False,
            **flags,
        }
        if points is not None:
            metadata["nbgrader"]["points"] = points
    made = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def source_cells(prefix: str = "ex01") -> list[dict[str, Any]]:
    """Return the cells of a source notebook; two answers have the same stub, as variables mostly do."""
    return [
        cell("markdown", f"{prefix}-title", "# Two balls from a bag\n\nThe bag holds red and blue balls."),
        cell("code", f"{prefix}-setup", "import math\nBAG = (3, 7)", "given"),
        cell("markdown", f"{prefix}-first-question", "## One\n\nWhat is the chance that both are red?"),
        cell("code", f"{prefix}-first", "### BEGIN SOLUTION\nfirst = 1 / 15\n### END SOLUTION", "answer"),
        cell(
            "code",
            f"{prefix}-test-first",
            "assert 0 <= first <= 1\n### BEGIN HIDDEN TESTS\nassert math.isclose(first, 1 / 15)\n"
            "### END HIDDEN TESTS",
            "test",
            1,
        ),
        cell("markdown", f"{prefix}-second-question", "## Two\n\nAnd that neither of them is?"),
        cell("code", f"{prefix}-second", "### BEGIN SOLUTION\nsecond = 7 / 15\n### END SOLUTION", "answer"),
        cell(
            "code",
            f"{prefix}-half",
            'def half(x):\n    """Return half of x."""\n    ### BEGIN SOLUTION\n    return x / 2\n'
            "    ### END SOLUTION",
            "answer",
        ),
        cell(
            "code",
            f"{prefix}-test-second",
            "assert 0 <= second <= 1\n### BEGIN HIDDEN TESTS\nassert half(second) == 7 / 30\n"
            "### END HIDDEN TESTS\nassert half(2) == 1",
            "test",
            2,
        ),
        cell(
            "markdown",
            f"{prefix}-why-question",
            "## Say why\n\nIn two sentences: what has the bag to do with it?",
        ),
        cell(
            "markdown",
            f"{prefix}-why",
            "### BEGIN SOLUTION\nThe draws are dependent.\n### END SOLUTION\n=== BEGIN MARK SCHEME ===\n"
            "* 1 point: dependent.\n* 1 point: the bag has changed.\n=== END MARK SCHEME ===",
            "written",
            2,
        ),
        cell("markdown", f"{prefix}-note", "Remember: all balls are drawn *without* replacement.", "given"),
        cell("markdown", f"{prefix}-next", "## What next\n\nGo on to exercise 2."),
    ]


def notebook(cells: list[dict[str, Any]]) -> NotebookNode:
    """Return a notebook as it is read from a file."""
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return parse(json.dumps(whole).encode())


def released(source: NotebookNode) -> NotebookNode:
    """Return what nbgrader makes of the source for students; ``test_course`` holds it to the real thing."""
    nb = copy.deepcopy(source)
    for one in nb.cells:
        if "nbgrader" in one.metadata:
            stub = CODE_STUB if one.cell_type == "code" else TEXT_STUB
            text = re.sub(r"(?s)### BEGIN SOLUTION.*?### END SOLUTION", stub, one.source)
            text = re.sub(r"(?s)\n?=== BEGIN MARK SCHEME.*?END MARK SCHEME ===", "", text)
            one.source = visible_part(text)
    return nb


def exercise(name: str = "ex01_tiny", prefix: str = "ex01") -> Exercise:
    source = notebook(source_cells(prefix))
    return Exercise(name, source, released(source))


SOLVED = {
    "first": "first = 3 / 10 * 2 / 9",
    "second": "second = 7 / 10 * 6 / 9",
    "half": "def half(x):\n    return 0.5 * x",
    "why": "The second draw depends on the first one.",
}


def solved(of: Exercise) -> NotebookNode:
    """Return the release with every answer filled in, as an honest student hands it in."""
    nb = copy.deepcopy(of.release)
    for one in nb.cells:
        answer = SOLVED.get(grade_id(one).partition("-")[2])
        if answer:
            one.source = answer
    return nb


def own(source: str, kind: str = "code", **changes: Any) -> NotebookNode:
    """Return a cell that a student adds."""
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[kind]
    return make(source, **changes)
