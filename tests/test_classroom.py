"""Many submissions: nothing stops the others, nothing is graded twice, nothing half-done counts as done."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from graders import classroom
from graders.course import Course
from graders.verdict import CourseError, NotebookResult, Status

from . import tiny

pytestmark = pytest.mark.slow


class Book:
    """A gradebook that remembers what it was told."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, list[float | None]]] = []
        self.broken: set[str] = set()

    def record(self, student: str, results: Sequence[NotebookResult], stamp: datetime | None) -> None:
        if student in self.broken:
            raise CourseError("the gradebook is locked")
        points = [verdict.points for result in results for verdict in result.verdicts]
        self.rows.append((student, points))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one tiny exercise, handed in by three students."""
    exercise = tiny.exercise()
    for step, nb in (("source", exercise.source), ("release", exercise.release)):
        folder = tmp_path / step / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / "ex01_tiny.ipynb")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.Graders.lanes = 1\n")
    for student in ("ada", "bob", "cyd"):
        hand_in(tmp_path, student)
    return Course(tmp_path)


def hand_in(root: Path, student: str, second: str = "second = 7 / 15") -> None:
    nb = tiny.solved(tiny.exercise())
    next(cell for cell in nb.cells if cell.id == "ex01-second").source = second
    folder = root / "submitted" / student / "ps1"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / "ex01_tiny.ipynb")


def grade(course: Course, book: Book, **options: bool) -> list[classroom.Graded]:
    summary = classroom.autograde(course, "ps1", book.record, **options)
    return sorted(summary.graded, key=lambda graded: graded.student)


def test_everybody_is_graded_once(course: Course) -> None:
    book = Book()
    found = grade(course, book)
    assert [item.student for item in found] == ["ada", "bob", "cyd"]
    assert all(result.verdicts and not result.notebook for item in found for result in item.results), "memory"
    assert sorted(book.rows) == [(student, [1, 2]) for student in ("ada", "bob", "cyd")]
    assert all(item.skipped for item in grade(course, book))
    assert len(book.rows) == 3
    for student in ("ada", "bob", "cyd"):
        nbformat.read(course.folder("autograded", "ps1", student) / "ex01_tiny.ipynb", as_version=4)


def test_a_changed_submission_is_graded_again(course: Course) -> None:
    book = Book()
    grade(course, book)
    hand_in(course.root, "bob", second="second = 0.5")
    assert [item.skipped for item in grade(course, book)] == [True, False, True]
    assert book.rows[-1] == ("bob", [1, 0])


def test_a_changed_test_grades_everybody_again(course: Course) -> None:
    book = Book()
    grade(course, book)
    path = course.root / "source" / "ps1" / "ex01_tiny.ipynb"
    path.write_text(path.read_text().replace("7 / 30", "8 / 30"))
    assert not any(item.skipped for item in grade(course, book))
    assert {tuple(points) for _, points in book.rows[3:]} == {(1, 0)}


def test_force_grades_what_has_not_changed(course: Course) -> None:
    book = Book()
    grade(course, book)
    assert not any(item.skipped for item in grade(course, book, force=True))


def test_what_could_not_be_recorded_is_done_the_next_time(course: Course) -> None:
    book = Book()
    book.broken = {"bob"}
    graded = grade(course, book)
    assert [item.ungraded for item in graded] == [False, True, False]
    assert "locked" in graded[1].problem
    book.broken = set()
    assert [item.skipped for item in grade(course, book)] == [True, False, True]
    assert len(book.rows) == 3


def test_a_submission_that_breaks_the_reader_stops_nobody(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Course.submission

    def trip(self: Course, assignment: str, student: str) -> object:
        if student == "ada":
            raise OSError("the disk has a scratch")
        return whole(self, assignment, student)

    monkeypatch.setattr(Course, "submission", trip)
    book = Book()
    graded = grade(course, book)
    assert [item.ungraded for item in graded] == [True, False, False]
    assert graded[0].results[0].status is Status.HARNESS_ERROR
    assert "scratch" in graded[0].problem


def test_a_half_written_run_is_not_taken_for_done(course: Course) -> None:
    book = Book()
    grade(course, book)
    (course.folder("autograded", "ps1", "bob") / classroom.DIGEST_FILE).write_text('{"dig')
    assert [item.skipped for item in grade(course, book)] == [True, False, True]


def test_an_empty_submission_is_told(course: Course) -> None:
    shutil.rmtree(course.root / "submitted" / "ada" / "ps1")
    (course.root / "submitted" / "ada" / "ps1").mkdir()
    book = Book()
    graded = grade(course, book)
    assert graded[0].results[0].notes[0].kind == "missing"
    assert ("ada", [0, 0]) in book.rows
