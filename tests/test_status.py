"""A TA's afternoon on the command line: status, a dry run, a regrade that is written down, feedback."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from graders import history
from graders.cli import main
from graders.course import Course
from graders.gradebook import Gradebook, Person, Recorded
from graders.status import standing
from graders.verdict import CourseError

from . import tiny

pytestmark = pytest.mark.slow


def run(root: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["--course", str(root), *arguments], env={"COLUMNS": "150"})
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def hand_in(root: Path, student: str) -> None:
    nb = tiny.solved(tiny.exercise())
    next(cell for cell in nb.cells if cell.id == "ex01-second").source = "second = 7 / 15"
    folder = root / "submitted" / student / "ps1"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / "ex01_tiny.ipynb")
    (folder / "timestamp.txt").write_text(
        "2026-10-02 09:00:00 UTC" if student == "bob" else "2026-10-01 09:00:00 UTC"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "source" / "ps1"
    folder.mkdir(parents=True)
    nbformat.write(tiny.notebook(tiny.source_cells()), folder / "ex01_tiny.ipynb")
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Graders.lanes = 1\nc.Graders.due_dates = {'ps1': '2026-10-01 18:00 UTC'}\n"
        "c.ClearSolutions.text_stub = '*Replace this line with your answer.*'\n"
        "c.ClearMarkScheme.enforce_metadata = False\n"
        "c.AssignLatePenalties.plugin_class = 'graders.late.ShareADay'\n"
    )
    run(tmp_path, "release", "ps1")
    course = Course(tmp_path)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.ensure_students(
            [Person("ada", "Ada", "Lovelace"), Person("bob"), Person("dan", "Dan", "[bold]")]
        )
    for student in ("ada", "bob", "eve"):
        hand_in(tmp_path, student)
    return tmp_path


def test_an_afternoon(root: Path) -> None:
    before = run(root, "status", "ps1")
    assert "on the roster 3" in " ".join(before.split())
    assert "dan (Dan [bold])" in before, "who is missing, by name, and nobody writes to this terminal"
    assert "ada, bob, eve: make autograde PS=ps1" in before
    assert "not on the roster  1  eve" in " ".join(before.split("\n"))

    first = run(root, "autograde", "ps1", "--dry-run")
    assert "3 tried" in first
    assert "3 would be graded for the first time." in first
    assert not (root / "autograded").exists()
    assert not (root / history.NAME).exists()

    assert "3 graded" in (printed := run(root, "autograde", "ps1"))
    assert "1 late" in printed
    found = standing(Course(root), "ps1")
    assert (found.never, found.changed, found.late) == ((), (), ("bob",))
    assert found.waiting == {"ex01_tiny": 3}
    assert found.unread == ("ada", "bob", "eve")
    lines = [json.loads(line) for line in (root / history.NAME).read_text().splitlines()]
    # A day late costs 10 % of the three points for code.
    assert {line["student"]: line["points"] for line in lines} == {"ada": 3, "bob": 2.7, "eve": 3}

    # A person overrules a test; the test then changes.
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute(
            "UPDATE grade SET manual_score = 2, needs_manual_grade = 0 WHERE auto_score = 2 AND notebook_id IN ("
            "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON n.assignment_id = a.id "
            "WHERE a.student_id = 'eve')"
        )
    database.close()
    path = root / "source" / "ps1" / "ex01_tiny.ipynb"
    path.write_text(path.read_text().replace("7 / 30", "8 / 30"))
    assert standing(Course(root), "ps1").changed == ("ada", "bob", "eve")
    would = run(root, "autograde", "ps1", "--dry-run")
    assert "ada -2  ex01-test-second 2 → 0" in would
    assert "bob -1.8  ex01-test-second 2 → 0, late penalty of ex01_tiny -0.3 → -0.1" in would
    assert "1 mark given by hand: kept" in would
    assert "2 students would change; nothing was written" in would
    marks = Gradebook(Course(root).db_url)
    assert marks.marks("ada", "ps1")["ex01_tiny"].marks["ex01-test-second"].points == 2

    done = run(root, "autograde", "ps1", "--why", "Part two asked for the wrong thing.")
    assert "2 students changed; grading.log says when and why" in done
    assert marks.marks("ada", "ps1")["ex01_tiny"].marks["ex01-test-second"].points == 0
    assert marks.marks("eve", "ps1")["ex01_tiny"].marks["ex01-test-second"].points == 2
    marks.close()
    last = json.loads((root / history.NAME).read_text().splitlines()[-1])
    assert last["why"] == "Part two asked for the wrong thing."
    assert {"notebook": "ex01_tiny", "cell": "ex01-test-second", "before": 2.0, "after": 0.0} in last[
        "changes"
    ]
    assert last["who"]
    assert last["when"].endswith("+00:00")

    run(root, "feedback", "ps1")
    assert standing(Course(root), "ps1").unread == ()
    assert not standing(Course(root), "ps1").done, "a person still has to read three answers"


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / history.NAME).mkdir()
    with pytest.raises(CourseError, match=r"grading\.log can't be written"):
        history.add(tmp_path, "ada", "ps1", Recorded(True, (), 0), command=["graders"], why="")


def by_hand(root: Path, student: str, points: float) -> None:
    """Give the written answer points as formgrader does."""
    with sqlite3.connect(root / "gradebook.db") as database:
        changed = database.execute(
            "UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE cell_id IN "
            "(SELECT id FROM base_cell WHERE name = 'ex01-why') AND notebook_id IN "
            "(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON n.assignment_id = a.id "
            "WHERE a.student_id = ?)",
            [points, student],
        ).rowcount
    database.close()
    assert changed == 1


def marks(root: Path, student: str) -> tuple[float, float]:
    """Return points and late penalty of the only notebook."""
    with Gradebook(Course(root).db_url) as book:
        [row] = [row for row in book.table("ps1") if row.student == student]
    return row.points, row.late_penalty


def test_what_a_person_settled_stays_settled(root: Path) -> None:
    run(root, "autograde", "ps1")
    for student in ("ada", "bob", "eve"):
        by_hand(root, student, 2)
    assert "given by hand" not in run(root, "autograde", "ps1", "--force")
    assert standing(Course(root), "ps1").waiting == {}
    # Another test for the same answer: nobody has to read the written one again.
    path = root / "source" / "ps1" / "ex01_tiny.ipynb"
    path.write_text(path.read_text().replace("7 / 30", "8 / 30"))
    assert "given by hand" not in run(root, "autograde", "ps1")
    assert standing(Course(root), "ps1").waiting == {}
    # Another answer: somebody has to.
    path = root / "submitted" / "ada" / "ps1" / "ex01_tiny.ipynb"
    path.write_text(path.read_text().replace("The second draw depends on the first one.", "Chance."))
    assert "1 mark given by hand: kept, and up for review" in run(root, "autograde", "ps1")
    assert standing(Course(root), "ps1").waiting == {"ex01_tiny": 1}


def test_lateness_follows_settings_and_people(root: Path) -> None:
    config = root / "nbgrader_config.py"
    as_it_was = config.read_text()
    config.write_text(as_it_was.replace("c.Graders.due_dates", "dates"))
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("UPDATE assignment SET duedate = NULL")
    database.close()
    run(root, "autograde", "ps1")
    assert marks(root, "bob") == (3.0, 0.0)
    config.write_text(as_it_was)  # a due date, without releasing again
    assert "late penalty of ex01_tiny 0 → -0.3" in run(root, "autograde", "ps1", "--dry-run")
    run(root, "autograde", "ps1")
    assert marks(root, "bob") == (3.0, 0.3)
    config.write_text(as_it_was + "c.ShareADay.percent_a_day = 50\n")
    assert standing(Course(root), "ps1").changed == ("ada", "bob", "eve")
    run(root, "autograde", "ps1")
    assert marks(root, "bob") == (3.0, 1.5)
    by_hand(root, "bob", 2)
    assert "1 late penalties of ps1 follow what was graded by hand." in run(root, "feedback", "ps1")
    assert marks(root, "bob") == (5.0, 2.5)
    for wrong, words in (
        ("c.ShareADay.percent_a_day = -10.0", "percent_a_day"),
        ("c.ShareADay.percent_per_day = 10.0", "percent_per_day"),
        ("c.AssignLatePenalties.plugin_class = 'graders.late.ShareADayy'", "ShareADayy"),
        ("c.Graders.due_dates = {'ps1': '2026-13-01 18:00 UTC'}", "2026-13-01"),
    ):
        config.write_text(as_it_was + wrong + "\n")
        said = run(root, "autograde", "ps1", code=2)
        assert words in said
        assert "error:" in said
        assert len(said) < 600


def test_what_is_closed_to_us_is_our_failure(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root can open anything, so the kernel's refusal is played."""
    closed = root / "submitted" / "bob" / "ps1" / "ex01_tiny.ipynb"
    opened = os.open

    def refuse(path: str | Path, *arguments: int) -> int:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    said = run(root, "autograde", "ps1", code=1)
    assert "2 graded" in said
    assert "ex01_tiny.ipynb is closed to this user. Make it readable" in " ".join(said.split())
    monkeypatch.undo()
    found = standing(Course(root), "ps1")
    assert found.never == ("bob",)
    run(root, "feedback", "ps1")
    page = (root / "feedback" / "bob" / "ps1" / "ex01_tiny.html").read_text()
    assert "Not graded yet" in page
    assert "closed to this user" not in page, "that is for staff"
    assert str(root) not in page


def test_feedback_without_marks_changes_no_page(root: Path) -> None:
    run(root, "autograde", "ps1")
    run(root, "feedback", "ps1")
    page = root / "feedback" / "ada" / "ps1" / "ex01_tiny.html"
    before = page.read_text()
    (root / "gradebook.db").unlink()
    run(root, "release", "ps1")
    said = run(root, "feedback", "ps1")
    assert "No feedback for ada, bob, eve: the gradebook has no marks of theirs." in said
    assert "0 feedback pages written" in said
    assert page.read_text() == before


def test_a_misspelt_folder_stays_a_stranger(root: Path) -> None:
    (root / "roster.csv").write_text("id\nada\nbob\nzoe\n")
    assert "Not on the roster: eve. Is the folder's name misspelt?" in run(root, "autograde", "ps1")
    found = standing(Course(root), "ps1")
    assert found.strangers == ("eve",)
    assert [person.id for person in found.missing] == ["zoe"]


def test_a_cell_taken_away_after_submissions(root: Path) -> None:
    run(root, "autograde", "ps1")
    path = root / "source" / "ps1" / "ex01_tiny.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id != "ex01-test-first"]
    nbformat.write(nb, path)
    said = run(root, "release", "ps1", code=2)
    assert "Put back what was there" in said
    assert "Traceback" not in said
