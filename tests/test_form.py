"""What a source notebook should be like: every rule notices what it is for, and names cell, line and cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.notebooknode import NotebookNode

from graders import form, workbench
from graders.course import CONFIG_NAME, Course
from graders.notebook import normal_form, parse
from graders.restore import Exercise

from .conftest import ROOT

NAME = "ex21_poisson"
Change = Callable[[NotebookNode], Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path]:
    """A course folder with nothing in it but a fresh exercise."""
    root = tmp_path_factory.mktemp("course")
    (root / CONFIG_NAME).write_text((ROOT / CONFIG_NAME).read_text())
    course = Course(root)
    return course, workbench.create(course, "ps5", NAME).notebook


def fresh(home: tuple[Course, Path]) -> NotebookNode:
    return parse(home[1].read_bytes())


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    return next(one for one in nb.cells if one["id"] == f"ex21-{name}")


def edit(name: str, old: str, new: str) -> Change:
    def change(nb: NotebookNode) -> None:
        assert old in cell(nb, name).source
        cell(nb, name).source = cell(nb, name).source.replace(old, new)

    return change


def flag(name: str, key: str, value: Any) -> Change:
    return lambda nb: cell(nb, name).metadata.nbgrader.update({key: value})


def without(name: str) -> Change:
    return lambda nb: nb.cells.remove(cell(nb, name))


def move(name: str, place: int) -> Change:
    def change(nb: NotebookNode) -> None:
        nb.cells.insert(place, nb.cells.pop(nb.cells.index(cell(nb, name))))

    return change


def bare(name: str) -> Change:
    return lambda nb: cell(nb, name).metadata.clear()


# ------------------------------------------------------------------------------------------------ faults

FAULTS = [
    (
        edit("at-least-once", "    ### END SOLUTION", ""),
        "ex21-at-least-once, line 7: BEGIN SOLUTION without END SOLUTION below it. Add it.",
    ),
    (
        edit("at-least-once", "    ### BEGIN SOLUTION\n", ""),
        "ex21-at-least-once, line 10: END SOLUTION without BEGIN SOLUTION above it. Add it, or delete this line.",
    ),
    (
        edit("at-least-once", "    return 1", "    ### BEGIN SOLUTION\n    return 1"),
        "ex21-at-least-once, line 10: a second BEGIN SOLUTION, and line 7 has no END SOLUTION yet. Add it.",
    ),
    (
        edit("test-edges", "### END HIDDEN TESTS", ""),
        "ex21-test-edges, line 4: BEGIN HIDDEN TESTS without END HIDDEN TESTS below it. Add it.",
    ),
    (
        edit("why", "=== END MARK SCHEME ===\n", ""),
        "ex21-why, line 3: BEGIN MARK SCHEME without END MARK SCHEME below it. Add it.",
    ),
    (
        edit("test-chance", "with checks.check(", "with checks.check"),
        "ex21-test-chance, line 7: this is no Python (unmatched ')'): "
        '`with checks.check"at least one six in four throws"):`',
    ),
    (
        edit("at-least-once", "return 1 - (1", "return 1 - ((1"),
        "ex21-at-least-once, line 10: this is no Python ('(' was never closed): `return 1 - ((1 - p) ** n`",
    ),
    (
        edit("test-edges", "_got = ", "return "),
        "ex21-test-edges, line 2: this is no Python ('return' outside function): "
        "`return float(at_least_once(0.3, 0))`",
    ),
    (
        edit("test-edges", "### BEGIN HIDDEN TESTS", "if True:\n    ### BEGIN HIDDEN TESTS\n    pass"),
        "ex21_poisson: the cell ex21-test-edges can't be run: expected an indented block after 'if' statement on "
        "line 4 (line 4). Each part between its markers must be Python by itself.",
    ),
    (
        edit("setup", "plt", "plt\0"),
        "ex21-setup, line ?: this is no Python (source code string cannot contain null bytes): ``",
    ),
    (
        flag("test-edges", "grade_id", "ex21-test-chance"),
        "ex21-test-chance is the grade id of two cells. Rename one.",
    ),
    (
        flag("test-edges", "grade_id", "ex01-test-value"),
        "ex01-test-value is a grade id in ex01_both_red.ipynb, too. Rename one.",
    ),
    (
        lambda nb: cell(nb, "why").metadata.nbgrader.pop("points"),
        "ex21-why has no points. Give it some in nbgrader's panel; a test cell may have 0.5.",
    ),
    (
        flag("test-edges", "points", "two"),
        "ex21_poisson: the cell ex21-test-edges has points that are no number",
    ),
    (
        flag("why", "grade", False),
        "ex21-why is a text that nobody grades. Make it a manually graded answer in nbgrader's panel.",
    ),
    (
        bare("at-least-once"),
        "The cell that begins with `def at_least_once(p: float, n: int) -> float:` has BEGIN SOLUTION, but no role: "
        "give it one in nbgrader's panel.",
    ),
    (lambda nb: nb.cells.clear(), "ex21_poisson has no test cell, so there is nothing to grade."),
]


def test_a_fresh_exercise_has_no_fault(home: tuple[Course, Path]) -> None:
    assert form.faults(NAME, fresh(home)) == []


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=[said[:50] for _, said in FAULTS])
def test_a_fault_is_named(home: tuple[Course, Path], change: Change, said: str) -> None:
    nb = fresh(home)
    change(nb)
    assert form.faults(NAME, nb, {"ex01-test-value": Path("ex01_both_red.ipynb")}) == [said]


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "if True:\n    !ls", "x = (\n    7\n    % 4\n)", "%%time\nanything goes"]
)
def test_what_ipython_understands_is_no_fault(home: tuple[Course, Path], line: str) -> None:
    nb = fresh(home)
    cell(nb, "setup").source = line
    assert form.faults(NAME, nb) == []


# ------------------------------------------------------------------------------------------------ lapses

LAPSES = [
    (edit("intro", "Exercise 21", "Exercise 12"), "begins with `# Exercise 21 · ...`"),
    (bare("count"), "The cell that begins with `outcomes = list(itertools.product"),
    (flag("why", "grade_id", "why"), "why: the grade id should begin with ex21-"),
    (flag("test-edges", "grade_id", "ex21-edges"), "ex21-edges: the grade id should begin with ex21-test-"),
    (edit("intro", "section 3.2", "somewhere"), "says where to read"),
    (edit("hints", "<details><summary>My", "<summary>My"), "Three hints are the least"),
    (edit("hints", "</details>", ""), "don't pair up"),
    (edit("next", "## What next", "## Afterwards"), "There is no `## What next`"),
    (edit("next", "## What next", "# What\n## What next"), "only heading with one #"),
    (edit("hints", "### Hints", "#### Hints"), "more than one level"),
    (without("figure"), "There is no figure"),
    (edit("next", "* Where", "![](curve.png)\n* Where"), "no alternative text"),
    (edit("question", "**Difficulty**", "Difficulty"), "There is no line of labels: `**Difficulty** ●●○○○"),
    (
        edit("question", "3 autograded", "4 autograded"),
        "The labels say `4 autograded + 2 written`, but the cells have 3 autograded + 2 written.",
    ),
    (
        lambda nb: cell(nb, "at-least-once").update(source="def at_least_once(p, n):\n    return 1"),
        "ex21-at-least-once needs one pair of `### BEGIN SOLUTION`",
    ),
    (
        lambda nb: cell(nb, "at-least-once").update(
            source="try:\n    ### BEGIN SOLUTION\n    x = 1\nexcept ValueError:\n    x = 2\n    ### END SOLUTION"
        ),
        "ex21-at-least-once: without its solution it is no Python (expected 'except' or 'finally' block)",
    ),
    (edit("why", "### BEGIN SOLUTION", "Say:\n### BEGIN SOLUTION"), "ex21-why should begin with"),
    (edit("why", "* 1 point: one", "* 2 points: one"), "ex21-why has 2 points, and its marking scheme 3"),
    (move("test-chance", 3), "ex21-test-chance stands above the answer that defines `at_least_once`"),
    (edit("test-edges", "(0.3, 0)", "(np.pi, 0)"), "ex21-test-edges uses `np`, which no answer cell defines"),
    (edit("test-edges", "_got", "got"), "ex21-test-edges defines `got`: call it `_got`"),
    (
        edit("test-edges", "# At the edge", "from x import at_least_once\n# At the edge"),
        "ex21-test-edges imports `at_least_once`",
    ),
    (flag("test-edges", "points", 0), "ex21-test-edges is worth nothing"),
    (edit("test-edges", "# At the edge", "import graders  # At"), "the visible part uses `graders`"),
    (edit("test-chance", "with checks.check(", "with open("), "ex21-test-chance has no hidden `with checks"),
    (
        edit("test-edges", "what makes no sense is refused", "certain and impossible events"),
        "two checks are called 'certain and impossible events'",
    ),
    (edit("test-edges", "assert abs", "print"), "write `assert` in two cells"),
    (
        edit("hints", "Which?", 'raise ValueError("p is a probability, and n counts tries")'),
        "ex21-at-least-once: the release shows students this line of it: `raise ValueError(",
    ),
    (
        edit("sense", "Each", "* 1 point: about 63 %, or one minus the chance of no failure in 100 runs. Each"),
        "ex21-why: the release shows students this line of it: `* 1 point: about 63 %",
    ),
    (
        edit("next", "* Where", 'checks.close(at_least_once(0, 3), 0, what="at_least_once(0, 3)", hint="What can\'t happen never does.") Where'),
        "ex21-test-edges: the release shows",
    ),
    (edit("worked", "Toss", "TODO: toss"), "`## The smallest case: two coins`, line 3: there is still a TODO."),
]  # fmt: skip


def lapses(home: tuple[Course, Path], nb: NotebookNode, folder: Path) -> list[str]:
    """Return the lapses of a notebook, with the release that nbgrader makes of it."""
    path = folder / f"{NAME}.ipynb"
    path.write_text(normal_form(nb))
    source = parse(path.read_bytes())
    return form.lapses(Exercise(NAME, source, workbench.released(home[0], path)))


def test_a_fresh_exercise_has_no_lapse(home: tuple[Course, Path], tmp_path: Path) -> None:
    assert lapses(home, fresh(home), tmp_path) == []


@pytest.mark.parametrize(("change", "said"), LAPSES, ids=[said[:50] for _, said in LAPSES])
def test_a_lapse_is_named(home: tuple[Course, Path], tmp_path: Path, change: Change, said: str) -> None:
    nb = fresh(home)
    change(nb)
    found = lapses(home, nb, tmp_path)
    assert any(said in one for one in found), found


def test_a_name_that_is_none(home: tuple[Course, Path]) -> None:
    nb = fresh(home)
    found = form.lapses(Exercise("poisson", nb, nb))
    assert found[0] == f"poisson is no name for an exercise: it is {form.NAMED}."
