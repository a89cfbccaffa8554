"""Fixtures that every test module may use: the course's exercises, one warm lane a worker, a small notebook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from graders.course import Course
from graders.grade import Deadlines
from graders.lane import Lane
from graders.restore import Exercise

# The same examples on every run: a test that fails today failed yesterday. `--hypothesis-profile=search` looks further.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", max_examples=2_000, deadline=None)
hypothesis.settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "submissions"


@cache
def course() -> Course:
    return Course(ROOT)


@cache
def exercises() -> dict[str, Exercise]:
    """Every exercise of the course by name, source and release as they stand in git."""
    found = course()
    return {
        exercise.name: exercise
        for name in found.assignment_names()
        for exercise in found.assignment(name).exercises
    }


@pytest.fixture(scope="session")
def lane() -> Iterator[Lane]:
    """A warm lane with everything the course imports."""
    found = course()
    assignments = [found.assignment(name) for name in found.assignment_names()]
    with Lane(
        sorted({module for one in assignments for module in one.preload}),
        files={name: content for one in assignments for name, content in one.files.items()},
        share=list(found.settings.share),
        environment=dict(found.settings.environment),
    ) as warm:
        yield warm


@pytest.fixture
def deadlines() -> Deadlines:
    """Generous enough for a busy machine, short enough for a test."""
    return Deadlines(call=10.0, cell=20.0, notebook=60.0)
