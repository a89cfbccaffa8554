"""Every case under ``tests/submissions/`` gets the verdicts it declares, from the real harness."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders import cases, patch
from graders.grade import Deadlines
from graders.lane import Lane
from graders.notebook import Role, points, role

from .conftest import CASES, exercises

PATHS = sorted(CASES.glob("*/*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_gets_its_declared_verdicts(path: Path, lane: Lane, deadlines: Deadlines) -> None:
    case = patch.read(path)
    if module := cases.lacking(case):
        pytest.skip(f"{module} is not installed")
    outcome = cases.grade_case(lane, exercises()[path.parent.name], case, deadlines)
    assert outcome.differs == ()


@pytest.mark.parametrize("name", sorted(exercises()))
def test_every_exercise_has_its_cases(name: str) -> None:
    found = [patch.read(path) for path in PATHS if path.parent.name == name]
    assert cases.too_few(found) == []
    tests = {
        cell.metadata.nbgrader.grade_id
        for cell in exercises()[name].source.cells
        if role(cell) is Role.TEST and points(cell)
    }
    assert {target for case in found for target in case.fails} == tests, (
        "a test cell that no wrong case fails"
    )
