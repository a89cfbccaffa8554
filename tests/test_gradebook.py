"""The gradebook against stock nbgrader: the same rows, in one transaction."""

from __future__ import annotations

import csv
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader import api
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import CsvExportPlugin, LateSubmissionPlugin
from sqlalchemy import event
from traitlets.config import Config

from graders.gradebook import Gradebook, LatePenalty, Person
from graders.verdict import CellVerdict, CourseError, HarnessError, Note, NotebookResult, Status

# Stock's own `add_submission` makes SQLAlchemy warn: it relates objects before it adds them.
STOCK_WARNS = pytest.mark.filterwarnings(
    "ignore:Object of type <Submitted(Assignment|Notebook)> not in session:sqlalchemy.exc.SAWarning"
)

DUE = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
LATE = DUE + timedelta(hours=2)
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(4) == 8\n### END HIDDEN TESTS"


# -------------------------------------------------------------------------------- a tiny course


def flags(grade_id: str, points: float | None = None, **kind: bool) -> dict[str, Any]:
    known = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3} | kind
    return {"nbgrader": known | {"grade_id": grade_id} | ({} if points is None else {"points": points})}


def answer(grade_id: str, source: str) -> Any:
    return new_code_cell(
        f"### BEGIN SOLUTION\n{source}\n### END SOLUTION", metadata=flags(grade_id, solution=True)
    )


def test_cell(grade_id: str, points: float, source: str) -> Any:
    return new_code_cell(source, metadata=flags(grade_id, points, grade=True, locked=True))


test_cell.__test__ = False  # type: ignore[attr-defined]


def ex01() -> list[Any]:
    return [
        answer("double", "def double(x):\n    return 2 * x"),
        test_cell(
            "double-test",
            2,
            f"assert double(1) == 2\n{HIDDEN}",
        ),
        answer("triple", "def triple(x):\n    return 3 * x"),
        test_cell("triple-test", 3, "assert triple(1) == 3"),
        new_markdown_cell("Say why.", metadata=flags("why", 4, grade=True, solution=True)),
        new_markdown_cell("Draw it.", metadata=flags("draw", 5, task=True, locked=True)),
    ]


def ex02() -> list[Any]:
    return [answer("zero", "zero = 0"), test_cell("zero-test", 1, "assert zero == 0")]


NOTEBOOKS = {"ex01": ex01, "ex02": ex02}
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def stock(root: Path) -> NbGraderAPI:
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = url(root)
    return NbGraderAPI(config=config)


def url(root: Path) -> str:
    return f"sqlite:///{root}/gradebook.db"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as `nbgrader generate_assignment` leaves it; made once, copied for each test."""
    root = tmp_path_factory.mktemp("course")
    folder = root / "source" / "ps1"
    folder.mkdir(parents=True)
    for name, cells in NOTEBOOKS.items():
        nbformat.write(new_notebook(cells=cells(), metadata=KERNEL), folder / f"{name}.ipynb")
    Gradebook(url(root)).close()
    found = stock(root).generate_assignment("ps1", create=True)
    assert found["success"], found
    with api.Gradebook(url(root)) as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=DUE.replace(tzinfo=None))
    return root


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "course"))


def hand_in(course: Path, student: str, edits: dict[str, str], when: datetime | None = None) -> Path:
    """Submit the release with some cells replaced."""
    folder = course / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    for name in NOTEBOOKS:
        nb = nbformat.read(course / "release" / "ps1" / f"{name}.ipynb", as_version=4)
        for cell in nb.cells:
            cell.source = edits.get(cell.metadata.nbgrader.grade_id, cell.source)
        nbformat.write(nb, folder / f"{name}.ipynb")
    if when:
        (folder / "timestamp.txt").write_text(when.strftime("%Y-%m-%d %H:%M:%S UTC"))
    return folder


GOOD = {
    "double": "def double(x):\n    return 2 * x",
    "triple": "def triple(x):\n    return x",
    "why": "Because.",
    "zero": "zero = 0",
}


def results(
    course: Path,
    edits: dict[str, str] | None = None,
    points: dict[str, float | None] | None = None,
    **notes: str,
) -> list[NotebookResult]:
    """What our harness would have found; ``points`` by test cell (else full marks), a note by notebook."""
    edits, points = GOOD if edits is None else edits, {"triple-test": 0.0} | (points or {})
    found = []
    for name in NOTEBOOKS:
        nb = nbformat.read(course / "release" / "ps1" / f"{name}.ipynb", as_version=4)
        verdicts = []
        for cell in nb.cells:
            mine = cell.metadata.nbgrader
            cell.source = edits.get(mine.grade_id, cell.source)
            if mine.grade and not mine.solution:
                got = 0.0 if name in notes else points.get(mine.grade_id, float(mine.points))
                status = Status.HARNESS_ERROR if got is None else Status.PASSED if got else Status.FAILED
                verdicts.append(CellVerdict(mine.grade_id, status, got, float(mine.points)))
        kinds = (Note(notes[name], ""),) if name in notes else ()
        found.append(NotebookResult(name, tuple(verdicts), kinds, nb))
    return found


def rows(course: Path, student: str) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Every column of every row of a submission but the random ids."""
    found: dict[tuple[str, ...], tuple[Any, ...]] = {}
    with api.Gradebook(url(course)) as gradebook:
        for work in gradebook.db.query(api.SubmittedAssignment).filter_by(student_id=student):
            found["submission",] = (work.assignment.name, work.timestamp, work.extension)
            for part in work.notebooks:
                found["notebook", part.name] = (part.flagged, part.late_submission_penalty, part.score)
                for grade in part.grades:
                    key = "grade", part.name, grade.name, grade.cell.type
                    assert key not in found
                    found[key] = (
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                        grade.score,
                        grade.max_score,
                        grade.failed_tests,
                    )
                for comment in part.comments:
                    key = "comment", part.name, comment.name, comment.cell.type
                    assert key not in found
                    found[key] = (comment.auto_comment, comment.manual_comment)
    return found


def edit(course: Path, student: str, cell: str, comment: str | None = None, **values: float) -> None:
    """Grade by hand, as formgrader does."""
    with api.Gradebook(url(course)) as gradebook:
        name = next(name for name, cells in NOTEBOOKS.items() if cell in str(cells()))
        if values:
            grade = gradebook.find_grade(cell, name, "ps1", student)
            for key, value in values.items():
                setattr(grade, key, value)
            grade.needs_manual_grade = False
        if comment is not None:
            gradebook.find_comment(cell, name, "ps1", student).manual_comment = comment
        gradebook.db.commit()


@pytest.fixture
def book(course: Path) -> Iterator[Gradebook]:
    with Gradebook(url(course)) as opened:
        yield opened


# -------------------------------------------------------------------------------- like stock


@pytest.mark.slow
@STOCK_WARNS
@pytest.mark.parametrize(
    ("edits", "missing", "when"),
    [
        pytest.param(GOOD, False, None, id="partly right"),
        pytest.param({}, False, None, id="untouched"),
        pytest.param(GOOD, True, LATE, id="late, one notebook missing"),
    ],
)
def test_rows_are_those_of_stock_autograde(
    course: Path, book: Gradebook, edits: dict[str, str], missing: bool, when: datetime | None
) -> None:
    folder = hand_in(course, "stock", edits, when)
    if missing:
        (folder / "ex02.ipynb").unlink()
    config = Config()
    config.LateSubmissionPlugin.penalty_method = "zero"
    nbgrader = stock(course)
    nbgrader.update_config(config)
    notes = {"ex02": "missing"} if missing else {}
    zeros: dict[str, float | None] = {} if edits else {"double-test": 0.0, "zero-test": 0.0}
    for _ in range(2):
        found = nbgrader.autograde("ps1", "stock", force=True)
        assert found["success"], found["log"]
        penalty = LateSubmissionPlugin(penalty_method="zero").late_submission_penalty
        assert book.record(
            "ours", "ps1", results(course, edits, zeros, **notes), timestamp=when, late_penalty=penalty
        )
        assert rows(course, "ours") == rows(course, "stock")
        for student in ("stock", "ours"):  # and again, over manual work
            edit(course, student, "why", "Well put.", manual_score=3.0, extra_credit=0.5)
            edit(course, student, "triple-test", manual_score=1.0)
            edit(course, student, "double", "See the notes.")
            edit(course, student, "draw", "Nice.", manual_score=4.0)


@STOCK_WARNS
def test_new_submission_has_the_rows_of_add_submission(course: Path, book: Gradebook) -> None:
    with api.Gradebook(url(course)) as gradebook:
        gradebook.add_student("stock")
        gradebook.add_submission("ps1", "stock")
    book.record("ours", "ps1", [])
    assert rows(course, "ours") == rows(course, "stock")


def test_marks_and_table(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course, points={"triple-test": 1.5}))
    book.record("bob", "ps1", results(course, {}), timestamp=LATE)
    edit(course, "ada", "double", "See the notes.")
    marks = book.marks("ada", "ps1")
    assert {name: mark.points for name, mark in marks["ex01"].marks.items()} == {
        "double-test": 2.0,
        "triple-test": 1.5,
        "why": None,
        "draw": None,
    }
    assert marks["ex01"].marks["why"].needs_manual_grade
    assert marks["ex01"].comments == {"double": "See the notes."}
    assert (marks["ex01"].score, marks["ex01"].max_score) == (3.5, 14.0)
    assert book.marks("bob", "ps1")["ex01"].marks["why"].comment == "No response."
    assert book.marks("nobody", "ps1") == {}
    table = {(row.student, row.notebook): row for row in book.table("ps1")}
    assert list(table) == [("ada", "ex01"), ("ada", "ex02"), ("bob", "ex01"), ("bob", "ex02")]
    assert table["ada", "ex01"].score == 3.5
    assert table["ada", "ex01"].max_score == 14
    assert table["ada", "ex01"].needs_manual_grade
    assert not table["ada", "ex02"].needs_manual_grade
    assert table["bob", "ex02"].seconds_late == 7200


# -------------------------------------------------------------------------------- manual work stays


def test_manual_work_survives(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course))
    edit(course, "ada", "why", "Well put.", manual_score=3.0, extra_credit=0.5)
    edit(course, "ada", "triple-test", manual_score=1.0)
    book.record("ada", "ps1", results(course, {}, {"triple-test": 3.0}))
    marks = book.marks("ada", "ps1")["ex01"]
    why = marks.marks["why"]
    assert (why.points, why.extra_credit, why.comment) == (3.5, 0.5, "Well put.")
    assert why.needs_manual_grade, "a mark by hand goes up for review when the notebook is graded again"
    assert marks.marks["triple-test"].points == 1.0
    assert marks.score == 6.5


def test_recording_twice_changes_nothing(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course), timestamp=LATE)
    once = (course / "gradebook.db").read_bytes()
    before = rows(course, "ada")
    book.record("ada", "ps1", results(course), timestamp=LATE)
    assert rows(course, "ada") == before
    assert len((course / "gradebook.db").read_bytes()) == len(once)


def test_notebooks_without_a_result_keep_their_marks(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course))
    first, second = results(course, points={"double-test": 0.0, "zero-test": 0.0})
    book.record("ada", "ps1", [second])
    assert book.marks("ada", "ps1")["ex01"].marks["double-test"].points == 2
    assert book.marks("ada", "ps1")["ex02"].score == 0
    book.record("ada", "ps1", [first])
    assert book.marks("ada", "ps1")["ex01"].marks["double-test"].points == 0


# -------------------------------------------------------------------------------- written answers


def test_untouched_answers_are_told_by_their_text_alone(book: Gradebook, course: Path) -> None:
    found = results(course, {})
    for cell in found[0].notebook["cells"]:  # a submission's own metadata decides nothing
        cell.metadata.nbgrader = {
            "grade_id": cell.metadata.nbgrader.grade_id,
            "points": "many",
            "checksum": "x",
        }
    found[0].notebook["cells"] += [{"metadata": {"nbgrader": {"grade_id": ["why"]}}}, {"metadata": {}}]
    book.record("ada", "ps1", found)
    why = book.marks("ada", "ps1")["ex01"].marks["why"]
    assert (why.points, why.comment, why.needs_manual_grade) == (0, "No response.", False)
    assert book.marks("ada", "ps1")["ex01"].comments == {"double": "No response.", "triple": "No response."}
    book.record("ada", "ps1", results(course))
    why = book.marks("ada", "ps1")["ex01"].marks["why"]
    assert (why.points, why.comment, why.needs_manual_grade) == (None, "", True)
    assert book.marks("ada", "ps1")["ex01"].comments == {}


def test_a_written_answer_that_is_not_there_waits_for_a_person(book: Gradebook, course: Path) -> None:
    found = results(course)
    found[0].notebook["cells"] = []
    book.record("ada", "ps1", found)
    why = book.marks("ada", "ps1")["ex01"].marks["why"]
    assert (why.points, why.needs_manual_grade) == (None, True)


def test_missing_notebook_is_zero_until_it_comes(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course, ex01="missing"))
    marks = book.marks("ada", "ps1")["ex01"].marks.values()
    assert all(mark.points == 0 and not mark.needs_manual_grade for mark in marks)
    book.record("ada", "ps1", results(course))
    draw = book.marks("ada", "ps1")["ex01"].marks["draw"]
    assert (draw.points, draw.needs_manual_grade) == (None, True), "stock would leave the task at 0"


def test_unreadable_notebook_is_zero_with_no_response(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course, {}, ex01="unreadable"))
    assert book.marks("ada", "ps1")["ex01"].score == 0
    assert book.marks("ada", "ps1")["ex01"].marks["why"].comment == "No response."


# -------------------------------------------------------------------------------- lateness


def take(points: float | None) -> LatePenalty:
    return lambda student, score, late: points


@pytest.mark.parametrize(
    ("asked", "taken"),
    [(1.0, 1.0), (-3.0, 0.0), (99.0, 2.0), (None, None)],
    ids=["within", "below", "above", "none"],
)
def test_late_penalty_is_between_none_and_the_score(
    book: Gradebook, course: Path, asked: float | None, taken: float | None
) -> None:
    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=take(asked))
    assert rows(course, "ada")["notebook", "ex01"] == (False, taken, 2.0)


def test_late_penalty_sees_the_new_score(book: Gradebook, course: Path) -> None:
    seen: list[tuple[str, float, float]] = []

    def rule(student: str, score: float, late: float) -> float:
        seen.append((student, score, late))
        return score / 2

    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=rule)
    edit(course, "ada", "why", manual_score=3.0, extra_credit=0.5)
    again = results(course, points={"triple-test": 3.0, "zero-test": 0.0})
    book.record("ada", "ps1", again, late_penalty=rule)  # no new timestamp: the old one stays
    assert seen == [("ada", 2.0, 7200.0), ("ada", 1.0, 7200.0), ("ada", 8.5, 7200.0), ("ada", 0.0, 7200.0)]
    assert book.marks("ada", "ps1")["ex01"].score == 4.25
    book.record("ada", "ps1", again, timestamp=DUE, late_penalty=rule)
    assert rows(course, "ada")["notebook", "ex01"] == (False, None, 8.5), "on time now: nothing is left of it"


def test_missing_notebook_has_no_late_penalty(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=take(1.0))
    book.record("ada", "ps1", results(course, ex01="missing"), timestamp=LATE, late_penalty=take(1.0))
    assert book.marks("ada", "ps1")["ex01"].late_penalty == 0
    assert rows(course, "ada")["notebook", "ex01"][1] is None


def test_extensions_count(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course))
    with api.Gradebook(url(course)) as gradebook:
        gradebook.grant_extension("ps1", "ada", hours=1)
    book.record("ada", "ps1", results(course), timestamp=LATE)
    assert {row.seconds_late for row in book.table("ps1")} == {3600}
    with api.Gradebook(url(course)) as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=None)
    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=take(1.0))
    assert {row.seconds_late for row in book.table("ps1")} == {0}


# -------------------------------------------------------------------------------- nothing by halves


def test_harness_error_leaves_everything(book: Gradebook, course: Path) -> None:
    book.record("ada", "ps1", results(course), timestamp=DUE)
    before = rows(course, "ada")
    ours = results(course, {}, {"double-test": None})
    assert not book.record("ada", "ps1", ours, timestamp=LATE, late_penalty=take(1.0))
    assert rows(course, "ada") == before
    assert not book.record("new", "ps1", ours)
    assert [person.id for person in book.students()] == ["ada"]
    assert {row.student for row in book.table("ps1")} == {"ada"}


def test_harness_error_without_a_test_cell_to_say_so(book: Gradebook, course: Path) -> None:
    only_written = NotebookResult(
        "ex01", (), (Note("harness", "the judge failed"),), results(course, {})[0].notebook
    )
    assert not book.record("ada", "ps1", [only_written])


def test_one_transaction_of_few_statements(book: Gradebook, course: Path) -> None:
    seen: list[str] = []
    event.listen(book._stock.engine, "commit", lambda connection: seen.append("COMMIT"))

    def statement(*args: Any) -> None:
        if (word := args[2].split()[0]) != "PRAGMA":  # how long to wait is no work
            seen.append(word)

    event.listen(book._stock.engine, "before_cursor_execute", statement)
    book.record("ada", "ps1", results(course), timestamp=LATE)
    assert (seen[0], seen[-1], seen.count("COMMIT")) == ("BEGIN", "COMMIT", 1)
    assert len(seen) <= 16
    seen.clear()
    book.record("ada", "ps1", results(course))
    assert set(seen) == {"BEGIN", "SELECT", "COMMIT"}, "the same marks again write nothing"
    assert len(seen) <= 12


def test_exception_half_way_changes_nothing(book: Gradebook, course: Path) -> None:
    def fails(student: str, score: float, late: float) -> float:
        if score == 1:  # ex02; ex01 is written by then
            raise ZeroDivisionError
        return 0.0

    with pytest.raises(ZeroDivisionError):
        book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=fails)
    assert book.students() == []
    book.record("ada", "ps1", results(course, points={"double-test": 1.0}))
    before = rows(course, "ada")
    with pytest.raises(ZeroDivisionError):
        book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=fails)
    assert rows(course, "ada") == before


def test_unknown_assignment(book: Gradebook, course: Path) -> None:
    for use in (
        lambda: book.record("ada", "ps9", results(course)),
        lambda: book.marks("ada", "ps9"),
        lambda: book.table("ps9"),
    ):
        with pytest.raises(
            CourseError, match=r"ps9 is not in the gradebook\. Run `make release PS=ps9` first"
        ):
            use()


def test_changed_cells_are_refused_by_name(book: Gradebook, course: Path) -> None:
    first, second = results(course)
    kept, other = first.verdicts
    dearer = CellVerdict(kept.grade_id, kept.status, 1.0, 7.0)
    new = CellVerdict("new-test", Status.PASSED, 1.0, 1.0)
    changed = NotebookResult("ex01", (dearer, new), (), first.notebook)
    with pytest.raises(CourseError) as caught:
        book.record("ada", "ps1", [changed, second])
    text = str(caught.value)
    assert (
        "ex01: new-test is new; ex01: triple-test is gone; ex01: double-test has 7 points, released with 2"
        in text
    )
    assert "make release PS=ps1" in text
    with pytest.raises(CourseError, match="ex09 is new"):
        book.record("ada", "ps1", [NotebookResult("ex09", (other,), (), {})])
    assert book.students() == []


@pytest.mark.parametrize("points", [-1.0, 2.5, float("nan")])
def test_impossible_points_are_refused(book: Gradebook, course: Path, points: float) -> None:
    with pytest.raises(HarnessError, match="double-test"):
        book.record("ada", "ps1", results(course, points={"double-test": points}))
    assert book.students() == []


# -------------------------------------------------------------------------------- several programs


def write_some(root: Path, names: list[str], start: Any) -> None:
    start.wait(30)
    with Gradebook(url(root)) as gradebook:
        for name in names:
            gradebook.record(name, "ps1", results(root))
            gradebook.record("shared", "ps1", results(root))


@pytest.mark.slow
def test_two_processes_write_at_once(course: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    sets = [[f"{side}{number}" for number in range(10)] for side in "ab"]
    processes = [context.Process(target=write_some, args=(course, names, start)) for names in sets]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    with Gradebook(url(course)) as book:
        assert len(book.students()) == 21
        assert len(book.table("ps1")) == 42
        assert all(row.points == (2 if row.notebook == "ex01" else 1) for row in book.table("ps1"))


@pytest.mark.parametrize("when", ["opening", "recording"])
def test_locked_gradebook(course: Path, when: str) -> None:
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    brief = f"{url(course)}?timeout=0.05"
    try:
        if when == "opening":
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(CourseError, match=r"database is locked.*Close formgrader"):
                Gradebook(brief)
        else:
            with Gradebook(brief) as book:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(CourseError, match=r"database is locked.*Close formgrader"):
                    book.record("ada", "ps1", results(course))
                assert book.students() == [], "reading goes on"
                other.execute("ROLLBACK")
                assert book.record("ada", "ps1", results(course))
    finally:
        other.close()


# -------------------------------------------------------------------------------- opening


def test_waits_half_a_minute_for_others(book: Gradebook) -> None:
    with book._transaction() as db:
        assert db.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


@pytest.mark.slow
def test_new_gradebook_without_alembic_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    with Gradebook(url(tmp_path), "course101") as book:
        book.ensure_students([Person("ada", "Ada", "Lovelace")])
    assert os.environ["PATH"] == "/usr/bin:/bin"
    with sqlite3.connect(tmp_path / "gradebook.db") as db:
        assert db.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    db.close()


def test_new_gradebook_without_any_alembic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(CourseError, match="pip install alembic"):
        Gradebook(url(tmp_path))


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").write_text("student,score\n" * 100)
    with pytest.raises(CourseError, match=r"not a database.*backup"):
        Gradebook(url(tmp_path))
    with pytest.raises(CourseError, match="folder must exist and be writable"):
        Gradebook(url(tmp_path / "nowhere"))
    with pytest.raises(CourseError, match="db_url"):
        Gradebook("gradebook.db")
    with pytest.raises(CourseError) as caught:
        Gradebook("nosuchdb://me:secret@host/grades")
    assert "secret" not in str(caught.value)


def test_read_only(course: Path) -> None:
    with Gradebook(f"sqlite:///file:{course}/gradebook.db?mode=ro&uri=true") as book:
        assert book.students() == []
        with pytest.raises(CourseError, match=r"readonly.*writable"):
            book.record("ada", "ps1", results(course))


def test_old_schema(course: Path) -> None:
    with sqlite3.connect(course / "gradebook.db") as db:
        db.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        db.execute("ALTER TABLE grade DROP COLUMN extra_credit")
    db.close()
    with (
        Gradebook(url(course)) as book,
        pytest.raises(CourseError, match=r"no such column.*nbgrader db upgrade"),
    ):
        book.record("ada", "ps1", results(course))


def test_roster(book: Gradebook) -> None:
    book.ensure_students([Person("ada", "Ada", "Lovelace"), Person("bob")])
    book.ensure_students([Person("ada", email="ada@example.org"), Person("cy", last_name="Aal")])
    assert book.students() == [
        Person("bob"),
        Person("cy", last_name="Aal"),
        Person("ada", "Ada", "Lovelace", "ada@example.org"),
    ]


# -------------------------------------------------------------------------------- stock's other tools


def test_export(book: Gradebook, course: Path, tmp_path: Path) -> None:
    book.ensure_students([Person("ada", "Ada", "Lovelace", "ada@example.org"), Person("zed")])
    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=take(1.0))
    with api.Gradebook(url(course)) as gradebook:
        CsvExportPlugin(to=str(tmp_path / "grades.csv")).export(gradebook)
    with (tmp_path / "grades.csv").open() as file:
        lines = {row["student_id"]: row for row in csv.DictReader(file)}
    ada = lines["ada"]
    assert (ada["raw_score"], ada["late_submission_penalty"], ada["score"]) == ("3.0", "2.0", "1.0")
    assert (ada["max_score"], ada["email"]) == ("15.0", "ada@example.org")
    assert ada["timestamp"] == "2024-05-01 14:00:00"
    assert lines["zed"]["score"] == "0.0"


@pytest.mark.slow
def test_stock_feedback_and_commands(book: Gradebook, course: Path) -> None:
    hand_in(course, "ada", GOOD, LATE)
    book.record("ada", "ps1", results(course), timestamp=LATE, late_penalty=take(1.0))
    edit(course, "ada", "why", "Well put.", manual_score=3.0)
    folder = course / "autograded" / "ada" / "ps1"
    folder.mkdir(parents=True)
    for result in results(course):
        nbformat.write(result.notebook, folder / f"{result.name}.ipynb")
    found = stock(course).generate_feedback("ps1", "ada")
    assert found["success"], found
    page = (course / "feedback" / "ada" / "ps1" / "ex01.html").read_text()
    assert "Well put." in page
    assert "(Score: 4.0 / 14.0)" in page
    listed = subprocess.run(
        [
            sys.executable,
            "-m",
            "nbgrader",
            "db",
            "student",
            "list",
            f"--CourseDirectory.db_url={url(course)}",
        ],
        cwd=course,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ada" in listed.stdout + listed.stderr
    hand_in(course, "bob", GOOD)
    assert not book.record("bob", "ps1", results(course, points={"double-test": None}))
    ada, bob = stock(course).get_submissions("ps1")
    assert (ada["autograded"], ada["score"], ada["needs_manual_grade"]) == (True, 6.0, True)
    assert (bob["submitted"], bob["autograded"]) == (True, False), "a harness error shows as not graded"


def test_what_a_recording_changes(book: Gradebook, course: Path) -> None:
    first = book.record("ada", "ps1", results(course, points={"double-test": 1.0}))
    assert first
    assert first.first
    again = book.record("ada", "ps1", results(course, points={"double-test": 1.0}))
    assert again
    assert (again.first, again.changes, again.reviews) == (False, (), 0)
    higher = book.record("ada", "ps1", results(course, points={"double-test": 2.0}), dry_run=True)
    assert higher
    assert [(one.cell, one.before, one.after) for one in higher.changes] == [("double-test", 1.0, 2.0)]
    assert book.marks("ada", "ps1")["ex01"].marks["double-test"].points == 1.0, "a dry run writes nothing"


def test_a_dry_run_leaves_no_trace(book: Gradebook, course: Path) -> None:
    done = book.record("new", "ps1", results(course), timestamp=LATE, late_penalty=take(1.0), dry_run=True)
    assert done
    assert done.first
    assert ("late penalty", None, -1.0) in {(one.cell, one.before, one.after) for one in done.changes}
    assert book.marks("new", "ps1") == {}
    assert "new" not in {person.id for person in book.students()}
