"""An exercise's cases: what each declares, what came of it, and what all of them together prove.

A case is a patch (:mod:`graders.patch`) that says which test cells it fails and in what words. ``graders try`` grades
the cases of one exercise, ``tests/test_submissions.py`` those of all.
"""

from __future__ import annotations

import copy
import difflib
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graders import patch
from graders.course import Course
from graders.grade import Deadlines, grade_notebook
from graders.lane import Lane
from graders.notebook import Role, grade_id, role
from graders.patch import Patch
from graders.restore import Exercise
from graders.verdict import CellVerdict, CourseError, NotebookResult, Status

LEAST = {"solution": 1, "stub": 1, "variant": 6, "misconception": 4}  # of an exercise of the course
WRONG = ("misconception", "partial")


def folder(course: Course, name: str) -> Path:
    """Return where an exercise's cases are: ``tests/submissions/``, or ``cases/`` in a course without ``tests/``."""
    tests = course.root / "tests"
    return (tests / "submissions" if tests.is_dir() else course.root / "cases") / name


def read(course: Course, name: str) -> list[Patch]:
    """Return an exercise's cases, solution and stub first: these two are tried even if there is no file of theirs.

    Raises:
        CourseError: a case is no patch.
    """
    found = [patch.read(path) for path in sorted(folder(course, name).glob("*.py"))]
    first: list[Patch] = []
    for kind, base in (("solution", "solution"), ("stub", "release")):
        own = [case for case in found if case.kind == kind]
        first += own or [replace(patch.unchanged(base), path=Path(kind), kind=kind)]
    return [*first, *(case for case in found if case not in first)]


def lacking(case: Patch) -> str:
    """Return a module that a case needs and that isn't installed, or an empty string."""
    return next((module for module in case.needs if importlib.util.find_spec(module) is None), "")


def choose(found: Sequence[Patch], names: Sequence[str]) -> list[Patch]:
    """Return the cases with these names, or all if none is named.

    Raises:
        CourseError: there is no such case; the text has those that are spelt like it.
    """
    by_name = {case.name: case for case in found}
    for name in names:
        if name not in by_name:
            like = difflib.get_close_matches(name, by_name, 5, 0.3) or list(by_name)[:5]
            raise CourseError(f"There is no case {name!r}. There is, for example: {', '.join(like)}.")
    return [by_name[name] for name in names] if names else list(found)


def too_few(found: Sequence[Patch]) -> list[str]:
    """Return what an exercise's cases lack of what every exercise of the course has."""
    kinds = Counter(case.kind for case in found)
    lacks = [
        f"Cases of kind {kind}: {kinds[kind]}. The course wants {least}."
        for kind, least in LEAST.items()
        if kinds[kind] < least
    ]
    return lacks + [
        f"The case {case.name} has no title: begin it with a docstring." for case in found if not case.title
    ]


@dataclass(frozen=True)
class Outcome:
    """What came of one case: ``differs`` tells what isn't as it declares; no result if it can't be graded."""

    case: Patch
    result: NotebookResult | None
    differs: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Autograded points it earned."""
        return sum(verdict.points or 0.0 for verdict in self.result.verdicts) if self.result else 0.0

    @property
    def lost(self) -> set[str]:
        """The test cells that lost points."""
        verdicts = self.result.verdicts if self.result else ()
        return {verdict.grade_id for verdict in verdicts if verdict.points != verdict.max_points}


def grade_case(lane: Lane, exercise: Exercise, case: Patch, deadlines: Deadlines) -> Outcome:
    """Grade one case and compare with what it declares."""
    if case.kind not in ("solution", "stub"):
        exercise = without_figures(exercise)
    try:
        submitted = patch.apply(case, exercise.source, exercise.release)
    except CourseError as error:
        return Outcome(case, None, (str(error).removeprefix(f"{case.path}: "),))
    result = grade_notebook(lane, exercise, submitted, deadlines)
    return Outcome(case, result, tuple(differences(case, result, exercise)))


def without_figures(exercise: Exercise) -> Exercise:
    """Return the exercise without what only draws: most cases need no picture, and drawing takes longest."""
    found = copy.deepcopy(exercise)
    for cell in (*found.source.cells, *found.release.cells):
        if role(cell) is Role.GIVEN and "plt.show()" in cell.source:
            cell.source = "pass"
    return found


def differences(case: Patch, result: NotebookResult, exercise: Exercise) -> Iterator[str]:
    """Yield what a result is that its case doesn't declare. A solution earns everything, a stub nothing."""
    verdicts = {verdict.grade_id: verdict for verdict in result.verdicts}
    if case.kind in ("solution", "stub"):
        yield from _raised(result)
    for name in dict.fromkeys([*case.fails, *(target for target, _ in case.says)]):
        if name not in verdicts:
            yield f"{name} is no test cell here. There is: {', '.join(verdicts)}."
    expected = set(verdicts) if case.kind == "stub" else set(case.fails)
    for name, verdict in verdicts.items():
        if verdict.status is Status.HARNESS_ERROR:
            yield f"{name} could not be graded: {verdict.message}"
        elif case.kind == "stub" and verdict.points:
            yield f"{name} gives {verdict.points:g} of {verdict.max_points:g} for nothing."
        elif name in expected and verdict.points == verdict.max_points:
            yield f"{name} passed, and should not: nothing in it notices this."
        elif name not in expected and verdict.points != verdict.max_points:
            gave = f"{name} gave {verdict.points or 0:g} of {verdict.max_points:g}"
            yield " · ".join([gave, *_why(verdict, exercise)])
    for name, text in case.says:
        if name in verdicts and text not in (told := words(verdicts[name])):
            yield f"{name} should say `{text}`. It says `{told or 'nothing'}`"


def words(verdict: CellVerdict) -> str:
    """Return all that a student reads about one test cell."""
    parts = [verdict.message]
    for check in verdict.checks:
        if check.status is not Status.PASSED:
            parts += [check.title, check.message]
    return " ".join(part for part in parts if part)


def _why(verdict: CellVerdict, exercise: Exercise) -> Iterator[str]:
    """Yield what a test cell says that should have passed, and the line where each check stands."""
    lines = exercise.cells()[verdict.grade_id].source.split("\n")
    if verdict.message:
        yield verdict.message
    for check in verdict.checks:
        if check.status is not Status.PASSED:
            at = next((f" (line {row})" for row, line in enumerate(lines, 1) if check.title in line), "")
            yield f"{check.title}{at}: {check.message}"


def _raised(result: NotebookResult) -> Iterator[str]:
    """Yield the answer and given cells that raised. An answer may say that it isn't there yet."""
    for cell in result.notebook["cells"]:
        for output in cell.get("outputs", ()) if role(cell) in (Role.ANSWER, Role.GIVEN) else ():
            unwritten = role(cell) is Role.ANSWER and output.get("ename") == "NotImplementedError"
            if output["output_type"] == "error" and not unwritten:
                trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output["traceback"]))
                line = re.search(r"line (\d+)", trace)
                where = f"{grade_id(cell)}, line {line[1]}" if line else grade_id(cell)
                yield f"{where} raises {output['ename']}: {output['evalue']}"


def unproven(outcomes: Sequence[Outcome]) -> dict[str, list[str]]:
    """Return the checks that no wrong case failed, by test cell.

    A check that fails in the very words in which it fails for the stub has only seen that there is no answer.
    """
    solution, stub = (
        next((one.result for one in outcomes if one.case.kind == kind and one.result), None)
        for kind in ("solution", "stub")
    )
    if solution is None:
        return {}
    nothing = _failed_checks(stub)
    failed = {
        (name, title)
        for one in outcomes
        if one.case.kind in WRONG
        for name, title, _ in _failed_checks(one.result) - nothing
    }
    left = {
        verdict.grade_id: [
            check.title for check in verdict.checks if (verdict.grade_id, check.title) not in failed
        ]
        for verdict in solution.verdicts
    }
    return {name: titles for name, titles in left.items() if titles}


def _failed_checks(result: NotebookResult | None) -> set[tuple[str, str, str]]:
    """Return the checks that failed: test cell, title, message."""
    return {
        (verdict.grade_id, check.title, check.message)
        for verdict in (result.verdicts if result else ())
        for check in verdict.checks
        if check.status is not Status.PASSED
    }


def never_failed(exercise: Exercise, outcomes: Sequence[Outcome]) -> list[str]:
    """Return the test cells that no wrong case loses points in."""
    lost = {name for one in outcomes if one.case.kind in WRONG for name in one.lost}
    return [name for name, cell in exercise.cells().items() if role(cell) is Role.TEST and name not in lost]
