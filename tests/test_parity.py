"""The fixed sample of ``make parity``, which touches every exercise; and that its list of differences is held to.

``test_submissions`` and ``test_plain`` run all cases, here and in a plain namespace; this runs real kernels.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.course import Course
from graders.grade import Deadlines
from graders.lane import Lane

from . import parity
from .conftest import CASES, ROOT, exercises
from .parity import ON_STDERR, Difference

TEXT = parity.TABLE.read_text(encoding="utf-8")
LISTED = [one for one in parity.allowed(TEXT) if "/" in one.case and one.case.split("/")[0] in exercises()]


@pytest.mark.slow
@pytest.mark.parametrize("name", Course(ROOT).assignment_names())
def test_the_sample_gets_the_same_points_everywhere(
    name: str, lane: Lane, deadlines: Deadlines, tmp_path: Path
) -> None:
    pytest.importorskip("otter.version")
    assignment = Course(ROOT).assignment(name)
    names = [exercise.name for exercise in assignment.exercises]
    listed = [CASES / f"{one.case}.py" for one in LISTED if one.grader == "nbgrader"]
    handed_in = {"sample": [parity.sample_of(one) for one in names]}
    handed_in |= {path.stem: [path] for path in listed if path.parent.name in names}
    by_nbgrader = parity.by_nbgrader(tmp_path / "course", assignment, handed_in)
    by_otter = parity.by_otter(tmp_path / "tests", assignment, handed_in["sample"])
    graded = [("nbgrader", path, by_nbgrader[who]) for who, paths in handed_in.items() for path in paths]
    graded += [("otter", CASES / f"{case}.py", marks) for case, marks in by_otter.items()]
    ours = {
        path: parity.by_us(lane, exercises()[path.parent.name], path, deadlines)
        for path in {path for _, path, _ in graded}
    }
    found = []
    for grader, path, theirs in graded:
        tests = parity.tests_of(exercises()[path.parent.name])
        found += parity.differences(grader, parity.key_of(path), tests, ours[path], theirs)
    assert {path.parent.name for grader, path, _ in graded if grader == "nbgrader"} == set(names)
    assert {path.parent.name for grader, path, _ in graded if grader == "otter"} == set(names)
    keys = [(grader, parity.key_of(path)) for grader, path, _ in graded]
    assert parity.verdict(found, parity.allowed(TEXT), keys) == ([], [])


def test_every_row_names_a_test_cell_and_a_reason() -> None:
    assert LISTED
    for one in LISTED:
        name = one.case.split("/")[0]
        assert CASES.joinpath(f"{one.case}.py").exists()
        assert one.cell in parity.tests_of(exercises()[name])
    assert all(len(reason) > 20 for reason in parity.allowed(TEXT).values())


A = Difference("nbgrader", "ex01/a", "t1", "1", "0")


def test_a_difference_is_found() -> None:
    ours: parity.Marks = {"t1": 1.0, "t2": 0.0, "t3": None}
    assert parity.differences("nbgrader", "ex01/a", ["t1", "t2"], ours, {"t1": 0, "t2": 0}) == [A]
    assert parity.differences("nbgrader", "ex01/a", ["t1"], ours, {}) == [A._replace(theirs="none")]
    # Without a mark of ours there is nothing to agree with.
    assert parity.differences("otter", "c", ["t3"], ours, {}) == [
        Difference("otter", "c", "t3", "none", "none")
    ]
    quiet = parity.differences("nbgrader", "ex01/a", ["t1", "t2"], ours, dict.fromkeys(ours, ON_STDERR))
    assert quiet == [A._replace(theirs=ON_STDERR)], "and 0 points are 0 points"


def test_what_is_listed_may_differ_and_must() -> None:
    graded = [("nbgrader", "ex01/a")]
    assert parity.verdict([A], [], graded) == ([A], [])
    assert parity.verdict([A], [A], graded) == ([], [])
    assert parity.verdict([], [A], graded) == ([], [A])
    assert parity.verdict([], [A], [("otter", "ex01/a")]) == ([], []), "not run"
    assert parity.verdict([A._replace(theirs="0.5")], [A], graded) == ([A._replace(theirs="0.5")], [A])


def test_one_row_stands_for_all_that_write_on_stderr() -> None:
    row = A._replace(theirs=ON_STDERR)
    other = row._replace(case="ex02/b")
    assert parity.verdict([other], [row], [("nbgrader", "ex02/b")]) == ([], [])
    assert parity.verdict([other], [], [("nbgrader", "ex02/b")]) == ([other], [])
    assert parity.verdict([A._replace(case="ex02/b")], [row], [("nbgrader", "ex02/b")])[0], "a real 0"
    assert parity.verdict([], [row], [("nbgrader", "ex01/a")]) == ([], [row])


def test_the_table_is_read_as_it_is_written() -> None:
    text = (
        "| grader | case | test cell | ours | theirs | why |\n|---|---|---|---|---|---|\n"
        "| otter | `ex01/a` | `t1` | 1 | none | because |\n| left out | `apps/x` | nothing in it |\n"
    )
    assert parity.allowed(text) == {Difference("otter", "ex01/a", "t1", "1", "none"): "because"}
    assert parity.left_out(text) == {"apps/x": "nothing in it"}
