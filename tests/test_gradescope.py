"""Gradescope: what is built, and what ``results.json`` says of every kind of submission, in the shape it must have.

Most submissions are graded in this process. Some go the whole way: the archive is unpacked, ``setup.sh`` installs the
harness that lies in it, and ``run_autograder`` grades with that.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sysconfig
import zipfile
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest
from click.testing import CliRunner
from nbformat.notebooknode import NotebookNode
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from graders import cli, example, gradescope, jail, patch
from graders.course import Course
from graders.grade import Deadlines, Submission, grade_submission, harness_failure
from graders.gradebook import Gradebook
from graders.lane import Lane, Refused
from graders.notebook import Role, grade_id, role
from graders.restore import Exercise
from graders.verdict import CourseError, LaneError

from . import tiny
from .conftest import CASES, ROOT, course

WHEN = {"enum": list(gradescope.VISIBILITIES)}
FORMAT = {"enum": ["text", "simple_format", "html", "md", "ansi"]}
TEST_CASE = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": FORMAT,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": WHEN,
        "extra_data": {"type": "object"},
    },
    "additionalProperties": False,
    # A test without a score says at least how it ended.
    "anyOf": [{"required": ["score"]}, {"required": ["status"], "not": {"required": ["max_score"]}}],
}
SHAPE = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": WHEN,
        "stdout_visibility": WHEN,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST_CASE},
        "leaderboard": {"type": "array"},
    },
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"], "properties": {"tests": {"minItems": 1}}}],
}


def read(root: Path) -> dict[str, Any]:
    """The results that stand in ``root``, held to the published shape."""
    found: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    jsonschema.validate(found, SHAPE)
    return found


def scores(found: Mapping[str, Any]) -> list[float | None]:
    return [test.get("score") for test in found["tests"]]


def total(found: Mapping[str, Any]) -> float:
    return sum(score or 0 for score in scores(found))


# ------------------------------------------------------------------------------------------------ small courses


def make_course(root: Path, *exercises: Exercise, settings: str = "") -> Course:
    for exercise in exercises:
        for step, nb in (("source", exercise.source), ("release", exercise.release)):
            folder = root / step / "ps1"
            folder.mkdir(parents=True, exist_ok=True)
            nbformat.write(nb, folder / f"{exercise.name}.ipynb")
    (root / "release" / "ps1" / "data").mkdir()
    (root / "release" / "ps1" / "data" / "words.txt").write_text("one two")
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
    return Course(root)


@pytest.fixture
def small(tmp_path: Path) -> Course:
    """A course of two tiny exercises."""
    return make_course(tmp_path / "course", tiny.exercise(), tiny.exercise("ex02_tiny", "ex02"))


def place(whole: Course, root: Path, **options: Any) -> Path:
    """Build the small course's autograder, unpacked where Gradescope unpacks it."""
    gradescope.write(whole, "ps1", root / "built", **options)
    shutil.copytree(root / "built" / "autograder", root / "source")
    (root / "submission").mkdir()
    return root


@pytest.fixture
def root(small: Course, tmp_path: Path) -> Path:
    return place(small, tmp_path / "autograder")


def hand_in(root: Path, name: str, nb: NotebookNode) -> None:
    target = root / "submission" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, target)


def solved(prefix: str = "ex01", **answers: str) -> NotebookNode:
    nb = tiny.solved(tiny.exercise(prefix=prefix))
    for name, source in {"second": "second = 7 / 15", **answers}.items():
        next(cell for cell in nb.cells if grade_id(cell) == f"{prefix}-{name}").source = source
    return nb


def graded(root: Path) -> dict[str, Any]:
    gradescope.run(root)
    return read(root)


# ------------------------------------------------------------------------------------------------ what is built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The autograder of problem set 1, by the command line."""
    folder = tmp_path_factory.mktemp("gradescope")
    done = CliRunner().invoke(cli.main, ["--course", str(ROOT), "gradescope", "ps1", "--into", str(folder)])
    assert done.exit_code == 0, done.output
    assert "autograder.zip" in done.output.replace("\n", "")
    return folder


def test_archive_has_what_gradescope_needs_at_its_top(built: Path) -> None:
    with zipfile.ZipFile(built / "autograder.zip") as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        unpacked = {name: archive.read(name) for name in modes}
    assert {"setup.sh", "run_autograder", "requirements.txt", "graders/cli.py"} <= set(modes)
    assert "course/source/ps1/ex01_both_red.ipynb" in modes
    assert not any("ps2" in name or "__pycache__" in name for name in modes)
    for script in ("setup.sh", "run_autograder"):
        assert stat.S_ISREG(modes[script])
        assert modes[script] & 0o111 == 0o111
        assert os.access(built / "autograder" / script, os.X_OK)
        subprocess.run(["bash", "-n", built / "autograder" / script], check=True, timeout=10)
    folder = built / "autograder"
    assert unpacked == {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_same_course_makes_the_same_archive(built: Path, tmp_path: Path) -> None:
    gradescope.write(course(), "ps1", tmp_path)
    assert (tmp_path / "autograder.zip").read_bytes() == (built / "autograder.zip").read_bytes()


def test_settings_come_along_and_secrets_stay(tmp_path: Path) -> None:
    whole = make_course(
        tmp_path / "course",
        tiny.exercise(),
        settings="c.CourseDirectory.db_url = 'sqlite:////nowhere/hush-hush.db'\n"
        "c.Graders.call_timeout = 3.5\nc.Graders.environment = {'WORD': 'a \"quoted\" one'}\n"
        "c.Graders.due_dates = {'ps1': '2026-10-01 18:00 UTC'}\n",
    )
    root = place(whole, tmp_path / "autograder", unsafe=True)
    assert not any(b"hush-hush" in path.read_bytes() for path in root.rglob("*") if path.is_file())
    there = Course(root / "source" / "course").settings
    assert there.call_timeout == 3.5
    assert there.environment == {"WORD": 'a "quoted" one'}
    assert there.unsafe_no_sandbox
    assert not whole.settings.unsafe_no_sandbox


def test_data_files_come_along(root: Path) -> None:
    assert Course(root / "source" / "course").assignment("ps1").files == {"data/words.txt": b"one two"}


def test_pins_are_complete() -> None:
    pins = dict(line.split("==") for line in gradescope.requirements(course().assignment("ps1")))
    assert {"numpy", "nbgrader", "matplotlib"} <= set(pins)
    assert not {"graders", "torch", "otter-grader"} & set(pins)
    for name, version in pins.items():
        assert metadata.version(name).split("+")[0] == version
        for need in map(Requirement, metadata.requires(name) or ()):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert canonicalize_name(need.name) in pins


def test_pins_follow_the_settings() -> None:
    pytest.importorskip("hypothesis")
    assert "hypothesis" not in pins_of("ps1")
    assert {"hypothesis", "sortedcontainers"} <= pins_of("ps1", "hypothesis.strategies")


def pins_of(name: str, *others: str) -> set[str]:
    pins = gradescope.requirements(course().assignment(name), others)
    return {line.partition("==")[0] for line in pins}


def test_pins_follow_what_data_files_import() -> None:
    pytest.importorskip("transformers")
    assert {"torch", "transformers", "numpy"} <= pins_of("ps3")


def test_without_an_installed_package_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.distribution

    def distribution(name: str) -> metadata.Distribution:
        if name == "graders":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "distribution", distribution)
    with pytest.raises(CourseError, match="make setup"):
        gradescope.requirements(course().assignment("ps1"))


def test_building_again_leaves_nothing_old_and_nothing_of_others(small: Course, tmp_path: Path) -> None:
    gradescope.write(small, "ps1", tmp_path)
    old = tmp_path / "autograder" / "old.txt"
    old.write_text("")
    gradescope.write(small, "ps1", tmp_path)
    assert not old.exists()
    foreign = tmp_path / "foreign" / "autograder" / "thesis.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("mine")
    with pytest.raises(CourseError, match="move it away"):
        gradescope.write(small, "ps1", tmp_path / "foreign")
    assert foreign.read_text() == "mine"


def test_unknown_problem_set_is_told() -> None:
    done = CliRunner().invoke(cli.main, ["--course", str(ROOT), "gradescope", "ps99"])
    assert done.exit_code == 2


# ------------------------------------------------------------------------------------------------ results.json


def test_what_we_failed_on_has_no_score_and_the_first_line_says_so(caplog: pytest.LogCaptureFixture) -> None:
    found = gradescope.results(
        harness_failure([tiny.exercise()], LaneError("the disk is full"), "jail"), "hidden"
    )
    jsonschema.validate(found, SHAPE)
    assert found["output"].startswith("NOT GRADED: 2 of 2 tests.")
    assert "no student code was graded" in found["output"]
    assert scores(found) == [None, None]
    assert {test["visibility"] for test in found["tests"]} == {"visible"}
    assert "the disk is full" not in json.dumps(found)
    assert "the disk is full" in caplog.text


def test_visibility_is_for_tests_with_hidden_parts() -> None:
    exercise = tiny.exercise()
    for nb in (exercise.source, exercise.release):
        cell = next(cell for cell in nb.cells if grade_id(cell) == "ex01-test-first")
        cell.source = "assert 0 <= first <= 1"
    absent = grade_submission(Lane(), [exercise], Submission("ada", {}), Deadlines())
    for when in gradescope.VISIBILITIES:
        found = gradescope.results(absent, when)
        jsonschema.validate(found, SHAPE)
        assert [test["visibility"] for test in found["tests"]] == ["visible", when]


def test_nothing_handed_in_earns_nothing_and_says_so(root: Path) -> None:
    (root / "submission").rmdir()
    found = graded(root)
    assert scores(found) == [0, 0, 0, 0]
    assert [test["max_score"] for test in found["tests"]] == [1, 2, 1, 2]
    assert [test["number"] for test in found["tests"]] == ["1.1", "1.2", "2.1", "2.2"]
    assert "ex01_tiny.ipynb was not handed in" in found["output"]
    assert "ex02_tiny.ipynb was not handed in" in found["tests"][2]["output"]


def test_written_answers_are_left_to_people(root: Path) -> None:
    found = graded(root)
    assert sum(test["max_score"] for test in found["tests"]) == 6
    assert "A person grades the written answers" in found["output"]
    assert "ex01_tiny: Why (2)" in found["output"]


@pytest.mark.slow
def test_one_bad_notebook_stops_no_other(root: Path) -> None:
    (root / "submission" / "ex01_tiny.ipynb").write_bytes(b"\xff\x00 no notebook")
    hand_in(root, "ex02_tiny.ipynb", solved("ex02", second="second = 1 / 3"))
    found = graded(root)
    assert scores(found) == [0, 0, 1, 0]
    assert [test["status"] for test in found["tests"]] == ["failed", "failed", "passed", "failed"]
    assert "Couldn't be read (ex01_tiny): ex01_tiny.ipynb" in found["output"]
    assert f"Isolation: {jail.ISOLATION[jail.JAIL]}." in found["output"]
    assert "isclose" not in json.dumps(found)
    assert found["execution_time"] > 0


@pytest.mark.slow
def test_repairs_are_told_and_a_student_names_no_test(root: Path) -> None:
    nb = solved()
    nb.cells[0].source = "# Full marks, please"
    nb.cells = [cell for cell in nb.cells if grade_id(cell) != "ex01-test-first"]
    hand_in(root, "ex01_tiny.ipynb", nb)
    found = graded(root)
    assert scores(found) == [1, 2, 0, 0]
    assert "Repaired (ex01_tiny): " in found["output"]
    assert [test["name"] for test in found["tests"]] == [
        f"{name}: {test}" for name in ("ex01_tiny", "ex02_tiny") for test in ("First", "Second")
    ]


@pytest.mark.slow
def test_renamed_and_doubled_notebooks_are_found(root: Path) -> None:
    hand_in(root, "homework/my answers.ipynb", solved("ex02"))
    hand_in(root, "a/ex01_tiny.ipynb", solved())
    hand_in(root, "b/ex01_tiny.ipynb", tiny.exercise().release)
    found = graded(root)
    assert total(found) == 6
    assert "my answers.ipynb was recognised as ex02_tiny.ipynb" in found["output"]
    assert "was not graded" in found["output"]


def test_odd_files_and_names_are_told_and_followed_nowhere(root: Path) -> None:
    source = root / "source" / "course" / "source" / "ps1"
    (root / "submission" / "ex01_tiny.ipynb").symlink_to(source / "ex01_tiny.ipynb")
    (root / "submission" / "all").symlink_to(source)
    (root / "submission" / "<b>\x1b[31m\u202e.ipynb").write_text("[]")
    with (root / "submission" / "ex02_tiny.ipynb").open("wb") as file:
        file.truncate(2**30)
    found = graded(root)
    assert scores(found) == [0, 0, 0, 0]
    text = found["output"] + "".join(test["output"] for test in found["tests"])
    assert "link" in text
    assert not any(char in text for char in "\x1b\u202e\x00")
    assert found["output_format"] == "text"


def test_a_course_that_cannot_be_used_is_no_mark(root: Path) -> None:
    (root / "source" / "course" / "release" / "ps1" / "ex01_tiny.ipynb").unlink()
    with pytest.raises(CourseError, match="not released"):
        gradescope.run(root)
    found = read(root)
    assert found["output"].startswith("NOT GRADED")
    assert scores(found) == [None]
    assert "not released" not in json.dumps(found)


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this machine allow no isolation."""
    real = Lane._start

    def start(self: Lane, level: str) -> None:
        self.level = level
        if level != jail.NONE:
            raise Refused("for this test")
        real(self, level)

    monkeypatch.setattr(Lane, "_start", start)


def test_without_isolation_nothing_is_graded(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(monkeypatch)
    hand_in(root, "ex01_tiny.ipynb", solved())
    found = graded(root)
    assert scores(found) == [None, None, 0, 0]
    assert found["output"].startswith("NOT GRADED: 2 of 4 tests.")
    assert "--unsafe-no-sandbox" in caplog.text


@pytest.mark.slow
def test_unless_somebody_asked_for_it_and_then_it_is_stamped(
    small: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = place(small, tmp_path / "autograder", unsafe=True)
    refuse(monkeypatch)
    hand_in(root, "ex01_tiny.ipynb", solved())
    found = graded(root)
    assert total(found) == 3
    assert f"Isolation: {jail.ISOLATION[jail.NONE]}." in found["output"]


@pytest.mark.slow
def test_out_of_time_what_was_graded_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradescope, "PATIENCE", 6.0)
    hand_in(root, "ex01_tiny.ipynb", solved())
    hand_in(root, "ex02_tiny.ipynb", solved("ex02", second="while True:\n    pass"))
    found = graded(root)
    assert scores(found) == [1, 2, None, None]
    assert found["execution_time"] < 15


# ------------------------------------------------------------------------------------------------ the whole way


@pytest.fixture(scope="module")
def container(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gradescope's folders, made by ``setup.sh`` as in its container; only the libraries are this machine's."""
    root = tmp_path_factory.mktemp("container")
    with zipfile.ZipFile(built / "autograder.zip") as archive:
        archive.extractall(root / "source")
    (root / "source" / "requirements.txt").write_text("")
    libraries = sysconfig.get_path("purelib")
    done = subprocess.run(
        ["bash", root / "source" / "setup.sh"],
        env={**os.environ, "AUTOGRADER": str(root), "PYTHONPATH": libraries},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (site,) = root.glob("venv/lib/python*/site-packages")
    assert (site / "graders" / "gradescope.py").exists()
    # Only the folder: the .pth files in it, with the way to this checkout, are not read from there.
    (site / "libraries.pth").write_text(libraries + "\n")
    return root


def run_autograder(root: Path, *prefix: str) -> tuple[dict[str, Any], str]:
    shutil.rmtree(root / "results", ignore_errors=True)
    done = subprocess.run(
        [*prefix, "bash", root / "source" / "run_autograder"],
        env={**os.environ, "AUTOGRADER": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return read(root), done.stdout


def exercise_files(folder: Path, case: str) -> None:
    """Hand in problem set 1: ``solution``, ``stub``, one ``misconception``, or ``garbage`` and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in course().assignment("ps1").exercises:
        stem = case if case in ("solution", "stub") else "solution"
        if case == "misconception" and exercise.name == "ex01_both_red":
            stem = "p_added"
        example.write_case(patch.read(CASES / exercise.name / f"{stem}.py"), exercise, folder)
    if case == "garbage":
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "ex01_both_red.ipynb").write_text('{"cells": 7}')
        (folder / "notes.pdf").write_bytes(b"%PDF-1.4")


SUBMISSIONS = ("solution", "stub", "misconception", "garbage")


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What ``graders autograde`` gives the same submissions: the points of each in the gradebook."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "source" / "ps1", folder / "source" / "ps1")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for case in SUBMISSIONS:
        exercise_files(folder / "submitted" / case / "ps1", case)
    for command in ("release", "autograde"):
        done = CliRunner().invoke(cli.main, ["--course", str(folder), command, "ps1"])
        assert done.exit_code == 0, done.output
    whole = Course(folder)
    with Gradebook(whole.db_url, whole.course_id) as gradebook:
        rows = gradebook.table("ps1")
    return {case: sum(row.points for row in rows if row.student == case) for case in SUBMISSIONS}


@pytest.mark.xdist_group("gradescope")  # one container for them all
@pytest.mark.slow
@pytest.mark.parametrize("case", SUBMISSIONS)
def test_gradescope_gives_the_points_of_autograde(
    case: str, container: Path, marks: dict[str, float]
) -> None:
    shutil.rmtree(container / "submission", ignore_errors=True)
    exercise_files(container / "submission", case)
    found, log = run_autograder(container)
    assert log == ""
    tests = [
        grade_id(cell)
        for exercise in course().assignment("ps1").exercises
        for cell in exercise.source.cells
        if role(cell) is Role.TEST
    ]
    assert len(found["tests"]) == len(tests)
    assert None not in scores(found)
    assert total(found) == marks[case]
    most = sum(test["max_score"] for test in found["tests"])
    assert (total(found) == most) == (case == "solution")
    assert (total(found) == 0) == (case in ("stub", "garbage"))
    if case == "misconception":
        (lost,) = [test for test in found["tests"] if test["score"] < test["max_score"]]
        assert lost["name"] == "ex01_both_red: Both red"
        assert "The two chances were added." in lost["output"]
    if case == "garbage":
        assert "Couldn't be read (ex01_both_red): ex01_both_red.ipynb" in found["output"]


@pytest.mark.xdist_group("gradescope")  # one container for them all
@pytest.mark.slow
def test_where_namespaces_are_refused_landlock_holds(container: Path) -> None:
    """As in a container without privileges: root, but no user namespace to be had."""
    alone = ("unshare", "-r", "bash", "-c", 'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"', "bash")
    possible = subprocess.run([*alone, "true"], capture_output=True, check=False, timeout=10)
    try:
        with Lane(force=jail.LANDLOCK) as lane:
            lane.start()
    except LaneError as error:
        pytest.skip(f"no Landlock here: {error}")
    if possible.returncode:
        pytest.skip("this machine can't play a container without namespaces")
    shutil.rmtree(container / "submission", ignore_errors=True)
    exercise_files(container / "submission", "misconception")
    hostile = container / "submission" / "ex02_spam_filter.ipynb"
    nb = nbformat.read(hostile, 4)
    next(cell for cell in nb.cells if grade_id(cell) == "ex02-p-spam-given-flagged").source += f"""
try:
    open({str(container / "source" / "requirements.txt")!r}).close()
    del p_spam_given_flagged  # loses its points: it could be read
except OSError:
    open({str(container / "submission" / "mine.txt")!r}, "w")"""
    nbformat.write(nb, hostile)
    found, _ = run_autograder(container, *alone)
    assert f"Isolation: {jail.ISOLATION[jail.LANDLOCK]}." in found["output"]
    assert total(found) == sum(test["max_score"] for test in found["tests"]) - 2  # the misconception's
    assert not (container / "submission" / "mine.txt").exists()


@pytest.mark.parametrize("ending", ["kill -9 $$", "exit 3", "true"])
def test_whatever_ends_the_grading_there_are_results(
    ending: str, tmp_path: Path, write_program: Callable[[Path, str], None]
) -> None:
    shutil.copytree(ROOT / "graders" / "templates", tmp_path / "source")
    (tmp_path / "source" / "gradescope_run.sh").rename(tmp_path / "source" / "run_autograder")
    write_program(tmp_path / "venv" / "bin" / "python", ending)
    found, _ = run_autograder(tmp_path)
    assert found["output"].startswith("NOT GRADED")
    assert scores(found) == [None]


@pytest.fixture
def write_program() -> Callable[[Path, str], None]:
    def write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)

    return write
