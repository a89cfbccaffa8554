"""Every case under ``tests/submissions/`` gets the verdicts it declares, from the real harness."""

from __future__ import annotations

import copy
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from graders import patch
from graders.grade import Deadlines, grade_notebook
from graders.lane import Lane
from graders.notebook import Role, points, role
from graders.restore import Exercise
from graders.verdict import CellVerdict, Status

from .conftest import CASES, exercises

PATHS = sorted(CASES.glob("*/*.py"))


def words(verdict: CellVerdict) -> str:
    """All that a student reads about one test cell."""
    parts = [verdict.message]
    for check in verdict.checks:
        if check.status is not Status.PASSED:
            parts += [check.title, check.message]
    return " ".join(parts)


@cache
def without_figures(name: str) -> Exercise:
    """The exercise without what only draws: most cases need no picture, and drawing takes longest."""
    found = copy.deepcopy(exercises()[name])
    for nb in (found.source, found.release):
        for cell in nb.cells:
            if role(cell) is Role.GIVEN and "plt.show()" in cell.source:
                cell.source = "pass"
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_gets_its_declared_verdicts(path: Path, lane: Lane, deadlines: Deadlines) -> None:
    case = patch.read(path)
    for module in case.needs:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    whole = case.kind in ("solution", "stub")
    exercise = exercises()[path.parent.name] if whole else without_figures(path.parent.name)
    submitted = patch.apply(case, exercise.source, exercise.release)
    result = grade_notebook(lane, exercise, submitted, deadlines)

    told = {verdict.grade_id: words(verdict) for verdict in result.verdicts}
    assert Status.HARNESS_ERROR not in {verdict.status for verdict in result.verdicts}, told
    lost = {verdict.grade_id for verdict in result.verdicts if verdict.points != verdict.max_points}
    expected = set(told) if case.kind == "stub" else set(case.fails)
    assert lost == expected, {name: told[name] for name in lost ^ expected if name in told}
    for name, text in case.says:
        assert text in told[name]
    if case.kind == "stub":
        assert all(verdict.points == 0 for verdict in result.verdicts)


@pytest.mark.parametrize("name", sorted(exercises()))
def test_every_exercise_has_its_cases(name: str) -> None:
    cases = [patch.read(path) for path in PATHS if path.parent.name == name]
    kinds = [case.kind for case in cases]
    assert kinds.count("solution") == 1
    assert kinds.count("stub") == 1
    assert kinds.count("variant") >= 6
    assert kinds.count("misconception") >= 4
    assert all(case.title for case in cases)
    tests = {
        cell.metadata.nbgrader.grade_id
        for cell in exercises()[name].source.cells
        if role(cell) is Role.TEST and points(cell)
    }
    assert {target for case in cases for target in case.fails} == tests, (
        "a test cell that no wrong case fails"
    )
