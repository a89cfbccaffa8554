"""The demo, used as its user would: built by the command line, then read from its gradebook and its pages."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from graders.course import Course
from graders.notebook import Role, grade_id, role, split_hidden

from .conftest import ROOT
from .parity import stock_command

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]

Marks = dict[tuple[str, str], float | None]


def run(*command: str, cwd: Path, code: int = 0) -> str:
    """Run a command of the environment as a user does, and return what it printed."""
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "COLUMNS": "200"}
    done = subprocess.run(
        [str(bin_folder / command[0]), *command[1:]],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == code, done.stderr[-4000:] + done.stdout[-4000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo in it, and what the command printed beside it."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    printed = run("graders", "demo", "--into", str(folder), cwd=ROOT)
    (folder / "printed.txt").write_text(printed)
    return folder


def auto_scores(folder: Path, assignment: str = "ps1") -> Marks:
    """Return the autograded points by (student, grade id), straight from nbgrader's tables."""
    query = """
        SELECT student.id, base_cell.name, grade.auto_score FROM grade
        JOIN base_cell ON grade.cell_id = base_cell.id
        JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
        JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
        JOIN student ON submitted_assignment.student_id = student.id
        JOIN assignment ON submitted_assignment.assignment_id = assignment.id
        WHERE assignment.name = ?
    """
    database = sqlite3.connect(folder / "gradebook.db")
    try:
        return {(student, cell): score for student, cell, score in database.execute(query, [assignment])}
    finally:
        database.close()


def points_of(marks: Marks, student: str) -> dict[str, float | None]:
    return {cell: score for (who, cell), score in marks.items() if who == student and "-test-" in cell}


def most_points(assignment: str = "ps1") -> dict[str, float]:
    return {
        grade_id(cell): cell.metadata.nbgrader.points
        for exercise in Course(ROOT).assignment(assignment).exercises
        for cell in exercise.source.cells
        if role(cell) is Role.TEST
    }


def test_it_prints_a_table_and_two_paths(demo: Path) -> None:
    printed = (demo / "printed.txt").read_text()
    for student in sorted(path.name for path in (demo / "submitted").iterdir()):
        assert student in printed
    assert "Three things worth opening" in printed
    report = (demo / "reports" / "ps1.html").read_text()
    assert "That is the chance with replacement" in report
    assert "Traceback" not in printed


@pytest.mark.parametrize("assignment", Course(ROOT).assignment_names())
def test_marks_of_the_class(demo: Path, assignment: str) -> None:
    marks, most = auto_scores(demo, assignment), most_points(assignment)
    for student in ("perfect", "alternative", "late"):
        assert points_of(marks, student) == most
    assert set(points_of(marks, "blank").values()) == {0}
    assert 0 < sum(points_of(marks, "misconceptions").values()) < sum(most.values())
    everyone = {path.name for path in (demo / "submitted").iterdir()}
    assert {student for student, _ in marks} == everyone


def test_broken_is_graded_where_it_can_be(demo: Path) -> None:
    got = points_of(auto_scores(demo), "broken")
    by_exercise = {
        name: [v for cell, v in got.items() if cell.startswith(name)]
        for name in ("ex01", "ex02", "ex03", "ex04")
    }
    assert sum(by_exercise["ex01"]) == 4
    assert sum(by_exercise["ex02"]) == 7, "renamed"
    assert sum(by_exercise["ex03"]) == 7, "deleted, copied and moved cells"
    assert sum(by_exercise["ex04"]) == 0
    page = (demo / "feedback" / "broken" / "ps1" / "ex04_l2_is_map.html").read_text()
    assert "is not a notebook" in page
    assert "was recognised as" in (demo / "feedback" / "broken" / "ps1" / "ex02_spam_filter.html").read_text()


def test_hostile_gains_nothing_where_it_attacks(demo: Path) -> None:
    got = points_of(auto_scores(demo), "hostile")
    attacked = {
        "ex01-test-exact", "ex01-test-edges", "ex01-test-refusals",
        "ex02-test-posterior-value", "ex02-test-posterior-certainty", "ex02-test-posterior-refusals",
        "ex03-test-log-likelihood", "ex03-test-bernoulli-mle",
        "ex04-test-prior-variance", "ex04-test-map-weights", "ex04-test-map-weights-edges",
        "ex04-test-map-weights-refuses",
    }  # fmt: skip
    assert {cell for cell in attacked if got[cell]} == set()
    assert got["ex01-test-both-red"] == 2
    assert got["ex02-test-p-spam-given-flagged"] == 2


def test_no_feedback_shows_a_hidden_test(demo: Path) -> None:
    hidden = set()
    for name in Course(ROOT).assignment_names():
        for exercise in Course(ROOT).assignment(name).exercises:
            shown = "\n".join(cell.source for cell in exercise.release.cells)
            for cell in exercise.source.cells:
                if role(cell) is Role.TEST:
                    for is_hidden, piece in split_hidden(cell.source):
                        lines = {line.strip() for line in piece.splitlines() if len(line.strip()) > 12}
                        hidden |= {line for line in lines if is_hidden and line not in shown}
    pages = [*demo.glob("feedback/*/*/*.html"), *demo.glob("feedback/*/*/*.ipynb")]
    assert len(pages) >= 64
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if page.suffix == ".ipynb":
            nb = nbformat.read(page, as_version=4)
            nbformat.validate(nb)
            text = "\n".join(cell.source for cell in nb.cells) + json.dumps(
                [c.get("outputs") for c in nb.cells]
            )
        lines = {line.strip() for line in text.splitlines()}
        # The student's own words may be the same as ours; whole lines of ours may not stand there.
        assert not [line for line in hidden & lines if "checks." in line or "assert" in line], page


def test_pages_load_nothing_and_run_nothing(demo: Path) -> None:
    for page in demo.glob("feedback/*/*/*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "Content-Security-Policy" in text
        assert 'src="http' not in text


def test_again_skips_what_has_not_changed(demo: Path) -> None:
    before = auto_scores(demo)
    assert "8 unchanged" in run("graders", "autograde", "ps1", cwd=demo)
    assert "1 graded" in run("graders", "autograde", "ps1", "--student", "blank", "--force", cwd=demo)
    assert auto_scores(demo) == before


def test_manual_work_survives_grading_again(demo: Path) -> None:
    database = sqlite3.connect(demo / "gradebook.db")
    where = """WHERE cell_id IN (SELECT id FROM base_cell WHERE name = 'ex02-why') AND notebook_id IN (
        SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON n.assignment_id = a.id
        WHERE a.student_id = 'perfect')"""
    database.execute(f"UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0, extra_credit = 1 {where}")
    database.execute(f"UPDATE comment SET manual_comment = 'Well argued, Ada.' {where}")
    database.commit()
    run("graders", "autograde", "ps1", "--student", "perfect", "--force", cwd=demo)
    row = database.execute(f"SELECT manual_score, extra_credit FROM grade {where}").fetchone()
    assert row == (2.5, 1)
    database.execute(f"UPDATE grade SET needs_manual_grade = 0 {where}")
    database.commit()
    database.close()
    run("graders", "feedback", "ps1", "--student", "perfect", cwd=demo)
    page = (demo / "feedback" / "perfect" / "ps1" / "ex02_spam_filter.html").read_text()
    assert "Well argued, Ada." in page
    assert "Marking scheme" in page


def test_late_penalty(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "course"
    shutil.copytree(demo, copy)
    with (copy / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    run("graders", "autograde", "ps1", "--student", "late", "--student", "alternative", cwd=copy)
    run("graders", "export", cwd=copy)
    rows = (copy / "grades.csv").read_text().splitlines()
    header = rows[0].split(",")
    by_student = {
        row.split(",")[header.index("student_id")]: row.split(",") for row in rows[1:] if "ps1" in row
    }
    assert float(by_student["late"][header.index("score")]) == 0
    assert float(by_student["alternative"][header.index("score")]) == sum(most_points().values())


def test_stock_nbgrader_gives_the_same_marks(demo: Path, tmp_path: Path) -> None:
    """Whole submissions and all that is recorded of them; ``test_parity`` does this with a case of every exercise."""
    honest, assignment = ("misconceptions", "partial"), "ps1"
    stock = tmp_path / "stock"
    shutil.copytree(demo, stock, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "*.db"))
    for student in honest:
        shutil.copytree(demo / "submitted" / student, stock / "submitted" / student)
    run("graders", "release", assignment, cwd=stock)
    command = stock_command(assignment)
    try:
        run(*command, cwd=stock)
    except AssertionError:  # of two kernels that start at once, one may lose the race for a port
        run(*command, cwd=stock)
    ours, theirs = auto_scores(demo), auto_scores(stock)
    assert {student for student, _ in theirs} == set(honest)
    assert {key: ours[key] for key in theirs} == theirs


def test_stock_commands_work_on_what_we_wrote(demo: Path) -> None:
    run("nbgrader", "generate_feedback", "ps1", "--student", "misconceptions", "--force",
        "--CourseDirectory.feedback_directory=stock_feedback", cwd=demo)  # fmt: skip
    page = (demo / "stock_feedback" / "misconceptions" / "ps1" / "ex01_both_red.html").read_text()
    assert "(Score: 4.0 / 10.0)" in page
    assert "BEGIN HIDDEN TESTS" not in page
    run("nbgrader", "export", cwd=demo)
    assert "misconceptions" in (demo / "grades.csv").read_text()
    assert "perfect" in run("nbgrader", "db", "student", "list", cwd=demo)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("autograde", "ps9"), "There is no problem set 'ps9'"),
        (("autograde", "ps1", "--student", "nobody"), "has handed in nothing"),
        (("release", "ps9"), "There is no problem set 'ps9'"),
        (("feedback", "ps9"), "There is no problem set 'ps9'"),
    ],
)
def test_wrong_arguments_name_the_thing_and_the_cure(
    demo: Path, command: tuple[str, ...], words: str
) -> None:
    assert words in run("graders", *command, cwd=demo, code=2)


def test_outside_a_course(tmp_path: Path) -> None:
    assert "There is no nbgrader_config.py" in run("graders", "autograde", "ps1", cwd=tmp_path, code=2)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    assert "is not empty" in run("graders", "demo", "--into", str(tmp_path / "mine"), cwd=ROOT, code=2)
    assert (tmp_path / "mine" / "thesis.txt").exists()
