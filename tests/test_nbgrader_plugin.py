"""nbgrader with our `Execute`: the same marks as `graders autograde`, the same protection, nbgrader's own tests."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import compute_checksum

from graders import classroom, example, nbgrader_plugin
from graders.course import Course
from graders.gradebook import Gradebook
from graders.notebook import Role, dumps, grade_id, role
from graders.verdict import CourseError

from . import tiny
from .conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("nbgrader"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

Row = tuple[Any, ...]
SETTINGS = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")


empty_gradebook = b""


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    nbgrader_plugin.close()


def a_course(root: Path, *cells: dict[str, Any], settings: str = "") -> Course:
    """A released course of one notebook with these cells."""
    folder = root / "source" / "ps1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "p1.ipynb").write_text(dumps(tiny.notebook(list(cells))), encoding="utf-8")
    (root / "nbgrader_config.py").write_text(f"{SETTINGS}\n{settings}\n", encoding="utf-8")
    return released(root)


def released(root: Path) -> Course:
    """The course in this folder, in a gradebook; an empty one takes a second to make and nothing to copy."""
    global empty_gradebook
    course = Course(root)
    if not empty_gradebook:
        with Gradebook(course.db_url, course.course_id):
            pass
        empty_gradebook = (root / "gradebook.db").read_bytes()
    (root / "gradebook.db").write_bytes(empty_gradebook)
    course.release("ps1")
    return course


def hand_in(course: Course, student: str, **answers: str) -> Path:
    """Hand in the release with these texts in the cells of those grade ids."""
    nb = nbformat.read(course.folder("release", "ps1") / "p1.ipynb", as_version=4)
    for cell in nb.cells:
        cell.source = answers.get(grade_id(cell).replace("-", "_"), cell.source)
    path = course.root / "submitted" / student / "ps1" / "p1.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)
    return path


def press_autograde(course: Course, student: str) -> dict[str, Any]:
    """Do what formgrader's autograde button does."""
    return NbGraderAPI(config=course.config).autograde("ps1", student)


def graded(course: Course, student: str) -> nbformat.NotebookNode:
    outcome = press_autograde(course, student)
    assert outcome["success"], outcome
    return nbformat.read(course.folder("autograded", "ps1", student) / "p1.ipynb", as_version=4)


def scores(course: Course) -> list[Row]:
    """Everything that autograding writes, from nbgrader's tables."""
    query = """
        SELECT s.student_id, base_cell.name, grade.auto_score, grade.needs_manual_grade FROM grade
        JOIN base_cell ON grade.cell_id = base_cell.id
        JOIN submitted_notebook n ON grade.notebook_id = n.id
        JOIN submitted_assignment s ON n.assignment_id = s.id ORDER BY 1, 2
    """
    comments = """
        SELECT s.student_id, base_cell.name, comment.auto_comment FROM comment
        JOIN base_cell ON comment.cell_id = base_cell.id
        JOIN submitted_notebook n ON comment.notebook_id = n.id
        JOIN submitted_assignment s ON n.assignment_id = s.id ORDER BY 1, 2
    """
    database = sqlite3.connect(course.root / "gradebook.db")
    try:
        return [*database.execute(query), *database.execute(comments)]
    finally:
        database.close()


def points(course: Course, student: str) -> dict[str, float | None]:
    return {row[1]: row[2] for row in scores(course) if row[0] == student and len(row) == 4}


def shown(nb: nbformat.NotebookNode) -> str:
    return "\n".join(str(cell.get("outputs", "")) for cell in nb.cells)


ANSWER = tiny.cell("code", "x", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "answer")


def check_of_x(source: str) -> dict[str, Any]:
    return tiny.cell("code", "test-x", source, "test", 2)


# ------------------------------------------------------------------------------------------------- the course


def test_the_course_has_it_switched_on() -> None:
    assert Course(ROOT).config.Autograde.autograde_preprocessors[0] == "graders.nbgrader_plugin.Execute"


def test_its_marks_are_those_of_graders_autograde(tmp_path: Path) -> None:
    original, ours, theirs = Course(ROOT), tmp_path / "ours", tmp_path / "theirs"
    for name in ("ex01_both_red", "ex02_spam_filter"):
        (ours / "source" / "ps1").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "source" / "ps1" / f"{name}.ipynb", ours / "source" / "ps1")
    (ours / "nbgrader_config.py").write_text(f"{SETTINGS}\nc.Graders.call_timeout = 1.0\n", encoding="utf-8")
    course = released(ours)
    patches = original.root / "examples" / "class"
    people = [one for one in example.read_class(patches) if one.name not in ("late", "broken")]
    for one in people:
        example.hand_in(course, course.assignment("ps1"), one, patches)
    shutil.copytree(ours, theirs)
    with Gradebook(course.db_url, course.course_id) as book:
        classroom.autograde(
            course, "ps1", lambda who, results, when: book.record(who, "ps1", results, timestamp=when)
        )
    stock = Course(theirs)
    for one in people:
        outcome = press_autograde(stock, one.name)
        assert outcome["success"], outcome
    assert {row[0] for row in scores(stock)} == {one.name for one in people}
    assert scores(stock) == scores(course)


# -------------------------------------------------------------------------------------------- what it protects


def test_no_secret_is_in_reach(tmp_path: Path) -> None:
    hidden = "### BEGIN HIDDEN TESTS\nassert half(1234) == 617\n### END HIDDEN TESTS"
    course = a_course(
        tmp_path,
        tiny.cell("code", "half", "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION", "answer"),
        tiny.cell("code", "test-half", f"assert half(2) == 1\n{hidden}", "test", 2),
    )  # fmt: skip
    attack = f"""
import gc, os, sqlite3
def half(x):
    print("I was called with", x)
    return x / 2
print(os.listdir("."))
print([text for text in gc.get_objects() if isinstance(text, str) and "61" + "7" in text])
print(os.path.exists({str(tmp_path)!r}))
sqlite3.connect("file:{tmp_path}/gradebook.db?mode=ro", uri=True).execute("UPDATE grade SET auto_score = 9")
"""
    hand_in(course, "eve", half=attack)
    output = shown(graded(course, "eve"))
    assert "unable to open database file" in output
    assert "False" in output, "the course folder"
    assert "ipynb" not in output
    assert "1234" not in output
    assert "617" not in output
    assert points(course, "eve") == {"test-half": 2}


def test_what_a_submission_says_of_itself_does_not_count(tmp_path: Path) -> None:
    written = tiny.cell("code", "essay", "### BEGIN SOLUTION\npass\n### END SOLUTION", "written", 5)
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1"), written)
    for folder in ("source", "release"):  # nothing but the gradebook knows the tests then
        aside = tmp_path / f"{folder}-aside"
        path = hand_in(course, f"eve-{folder}", x="x = 2")
        nb = nbformat.read(path, as_version=4)
        by_name = {grade_id(cell): cell for cell in nb.cells}
        by_name["test-x"].metadata["graders"] = {"in_process": True, "timeout": 1e9}
        by_name[
            "x"
        ].source = "import graders.inside.judge as j\nj.run_pieces = lambda *_: {'checks': []}\nx = 2"
        by_name["essay"].metadata.nbgrader["solution"] = False
        by_name["essay"].source = "5"
        nbformat.write(nb, path)
        (tmp_path / folder).rename(aside)
        nb = graded(course, f"eve-{folder}")
        aside.rename(tmp_path / folder)
        assert points(course, f"eve-{folder}") == {"test-x": 0, "essay": None}
        assert "timeout" not in next(cell for cell in nb.cells if grade_id(cell) == "test-x").metadata.graders


def test_links_are_not_followed(tmp_path: Path) -> None:
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1"))
    (tmp_path / "secret.txt").write_text("secret")
    path = hand_in(course, "eve", x="x = open('data.txt').read()")
    (path.parent / "data.txt").symlink_to(tmp_path / "secret.txt")
    assert "FileNotFoundError" in shown(graded(course, "eve"))


# ---------------------------------------------------------------------------------------------- a stock course


def test_files_beside_the_notebook(tmp_path: Path) -> None:
    """As nbgrader copies them: the student's, and the course's on top, unless `exclude_overwriting` says no."""
    source = tmp_path / "source" / "ps1"
    source.mkdir(parents=True)
    for name in ("data.txt", "helper.py"):
        (source / name).write_text("VALUE = 'the course'")
    course = a_course(
        tmp_path,
        ANSWER,
        check_of_x("assert x == ['the course', 'the student', 'mine']"),
        settings="c.Autograde.exclude_overwriting = {'ps1': ['helper.py']}",
    )
    answer = "import helper\nx = [open('data.txt').read()[9:-1], helper.VALUE, open('own/mine.txt').read()]"
    path = hand_in(course, "ada", x=answer)
    (path.parent / "own").mkdir()
    for name, text in (("data.txt", "VALUE = 'wrong'"), ("helper.py", "VALUE = 'the student'"), ("own/mine.txt", "mine")):  # fmt: skip
        (path.parent / name).write_text(text)
    nb = graded(course, "ada")
    assert points(course, "ada") == {"test-x": 2}, shown(nb)


def test_a_test_may_use_what_a_plain_cell_imported(tmp_path: Path) -> None:
    test = (
        "np.testing.assert_allclose(x, sqrt(4) / 2)\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'"
    )
    course = a_course(
        tmp_path,
        tiny.cell(
            "code", "top", "import numpy as np\nimport os.path\nfrom math import *\nfrom math import sqrt"
        ),
        ANSWER,
        check_of_x(test),
    )
    fake = "class np:\n    class testing:\n        assert_allclose = print\nsqrt = print\nx = 2"
    hand_in(course, "ada", x="x = 1.0")
    hand_in(course, "eve", x=fake)
    nb = graded(course, "ada")
    assert points(course, "ada") == {"test-x": 2}, shown(nb)
    cell = next(cell for cell in nb.cells if role(cell) is Role.TEST)
    assert cell.source == test
    assert cell.metadata.nbgrader.checksum == compute_checksum(cell)
    graded(course, "eve")
    assert points(course, "eve") == {"test-x": 0}


def test_a_test_that_takes_a_name_away(tmp_path: Path) -> None:
    test = "_kept = x\ndel x\ntry:\n    y()\nexcept NameError:\n    pass\nelse:\n    raise AssertionError\nx = _kept"
    answers = [ANSWER, tiny.cell("code", "y", "def y():\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION", "answer")]  # fmt: skip
    course = a_course(tmp_path / "visible", *answers, check_of_x(test))
    hand_in(course, "ada", x="x = 1", y="def y():\n    return x")
    outcome = press_autograde(course, "ada")
    assert points(course, "ada") == {"test-x": 2}
    assert "the test test-x changes x" in outcome["log"]
    hidden = f"{test}\n### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS"
    course = a_course(tmp_path / "hidden", *answers, check_of_x(hidden))
    hand_in(course, "ada", x="x = 1", y="def y():\n    return x")
    outcome = press_autograde(course, "ada")
    assert not outcome["success"]
    assert "run apart from the student" in outcome["log"]
    assert points(course, "ada") == {"test-x": None}


def test_where_the_course_folder_differs_the_gradebook_counts(tmp_path: Path) -> None:
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1"))
    path = tmp_path / "source" / "ps1" / "p1.ipynb"
    path.write_text(path.read_text().replace("assert x == 1", "assert x == 3"))
    hand_in(course, "ada", x="x = 1")
    outcome = press_autograde(course, "ada")
    assert points(course, "ada") == {"test-x": 2}
    assert "graded with the cells in the gradebook" in outcome["log"]


def test_deleted_cells_come_back_and_execution_tags_do_nothing(tmp_path: Path) -> None:
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1"))
    for student in ("ada", "bob"):
        path = hand_in(course, student, x="x = 2")
        nb = nbformat.read(path, as_version=4)
        if student == "ada":
            nb.cells = [cell for cell in nb.cells if grade_id(cell) != "test-x"]
        for cell in nb.cells:
            cell.metadata["tags"] = ["skip-execution", "raises-exception"]
        nbformat.write(nb, path)
        graded(course, student)
        assert points(course, student) == {"test-x": 0}


def test_our_fault_is_told_and_costs_nothing(tmp_path: Path) -> None:
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1\n'well done'"))
    hand_in(course, "ada", x="x = 1")
    outcome = press_autograde(course, "ada")
    assert not outcome["success"]
    assert "not the student's fault: test-x: the test cell ended in a str" in outcome["log"]
    assert points(course, "ada") == {"test-x": None}
    assert not course.folder("autograded", "ps1", "ada").exists()


def test_one_failure_stops_nobody_else(tmp_path: Path) -> None:
    course = a_course(tmp_path, ANSWER, check_of_x("assert x == 1"))
    path = hand_in(course, "ada", x="x = 1")
    path.write_text(path.read_text()[:-100])
    hand_in(course, "bob", x="x = 1")
    assert not press_autograde(course, "*")["success"]
    assert points(course, "bob") == {"test-x": 2}


def test_another_language_is_refused(tmp_path: Path) -> None:
    nb = tiny.notebook([])
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    with pytest.raises(CourseError, match="written for the kernel 'R'"):
        nbgrader_plugin._require_python(nb, "p1")
    for spec in ({}, {"name": "python3"}, {"name": "conda-env-x", "language": "python"}):
        nb.metadata["kernelspec"] = spec
        nbgrader_plugin._require_python(nb, "p1")


def test_only_in_autograde() -> None:
    with pytest.raises(CourseError, match="autograde_preprocessors only"):
        nbgrader_plugin.Execute().preprocess(tiny.notebook([]), {})


# --------------------------------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("timeout", "call", "notebook"), [(0, 10, 60), (3, 3, 60), (300, 300, 300), (None, 60, 60), (-1, 60, 60)]
)
def test_timeout(timeout: int | None, call: float, notebook: float) -> None:
    config = Course(ROOT).config
    config.Graders.update(call_timeout=10.0, notebook_timeout=60.0)
    found = nbgrader_plugin._RunningCourse(Course(ROOT).directory, config, timeout).deadlines
    assert (found.call, found.notebook) == (call, notebook)


def test_one_lane_serves_all(tmp_path: Path) -> None:
    nbgrader_plugin.close()
    course = a_course(tmp_path / "one", ANSWER, check_of_x("assert x == 1"))
    lanes = []
    for student in ("ada", "bob"):
        hand_in(course, student, x="x = 1")
        graded(course, student)
        lanes.append(nbgrader_plugin._lane)
    assert lanes[0] is lanes[1]
    other = a_course(tmp_path / "two", ANSWER, check_of_x("import decimal\nassert x == decimal.Decimal(1)"))
    hand_in(other, "ada", x="x = 1")
    graded(other, "ada")
    assert points(other, "ada") == {"test-x": 2}
    assert nbgrader_plugin._lane is not lanes[0], "another course's libraries"


# --------------------------------------------------------------------------------------- nbgrader's own tests

# nbgrader's tests that don't pass with our Execute, and why; docs/nbgrader.md says the same.
EXCEPTIONS = {
    "test_side_effects": "files that student code writes stay in the jail, which is thrown away",
}
QUICK = ["test_grade", "test_side_effects"]


def test_nbgraders_own_tests(tmp_path: Path) -> None:
    """A few of them; `make nbgrader-tests` runs all, which takes four minutes."""
    names = [f"::TestNbGraderAutograde::{name}" for name in QUICK]
    if os.environ.get("NBGRADER_TESTS") == "all":
        names = [""]
    (tmp_path / "config").mkdir()
    preprocessors = Course(ROOT).config.Autograde.autograde_preprocessors
    (tmp_path / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Autograde.autograde_preprocessors = {list(preprocessors)!r}\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    # It is outside our pytest that these run: with nbgrader's fixtures, and without our settings.
    import nbgrader.tests.apps as suite

    file = Path(suite.__file__).parent / "test_nbgrader_autograde.py"
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_PATH": str(tmp_path / "config"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTEST_ADDOPTS": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(tmp_path / "pytest.ini"), "-p", "no:cacheprovider",
         "--junitxml", str(tmp_path / "found.xml"), *(f"{file}{name}" for name in names)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=3_600, check=False,
    )  # fmt: skip
    failed, passed = set(), set()
    for case in ET.parse(tmp_path / "found.xml").iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed.add(case.get("name"))
        elif "skipped" not in kinds:
            passed.add(case.get("name"))
    assert failed == set(EXCEPTIONS), done.stdout[-6_000:]
    assert len(passed) >= (len(QUICK) - 1 if names != [""] else 39)


def test_the_exceptions_are_documented() -> None:
    text = " ".join((ROOT / "docs" / "nbgrader.md").read_text(encoding="utf-8").split())
    for name, reason in EXCEPTIONS.items():
        assert name in text
        assert reason in text
