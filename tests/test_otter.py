"""Otter distributions: what students and staff get, and that Otter itself can use it.

A few runs show that the whole way works, in an environment in which this package is not installed. ``test_parity``
holds the marks that Otter's tests give to ours.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner

from graders import cli, otter, patch
from graders.notebook import Role, dumps, grade_id, parse_own, points, role, split_hidden
from graders.restore import Exercise
from graders.verdict import CourseError

from . import tiny
from .conftest import CASES, ROOT, exercises

pytest.importorskip("otter.version")
ENVIRONMENT = {**os.environ, "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
ENVIRONMENT |= {"COURSE_LM": "course"}


def a_test(source: str, worth: float) -> Any:
    return nbformat.from_dict(tiny.cell("code", "t", source, "test", worth))


def expected(exercise: Exercise, case: patch.Patch) -> dict[str, float]:
    tests = [cell for cell in exercise.source.cells if role(cell) is Role.TEST]
    lost = {grade_id(cell) for cell in tests} if case.kind == "stub" else set(case.fails)
    return {grade_id(cell): 0 if grade_id(cell) in lost else points(cell) for cell in tests}


# ------------------------------------------------------------------------------------------------ test files


def test_test_file_has_a_public_and_a_hidden_case() -> None:
    cell = a_test(
        "import math\nassert x > 0\n### BEGIN HIDDEN TESTS\nassert math.isclose(x, y)\n### END HIDDEN TESTS",
        2,
    )
    public, whole = otter.test_file(cell, hidden=False), otter.test_file(cell, hidden=True)
    assert whole.startswith(public)
    assert "isclose" not in public
    assert 'with reading_names(env, "x"):' in public
    assert 'with reading_names(env, "x", "y"):' in whole
    assert "HIDDEN TESTS" not in whole
    assert whole.count("@test_case(points=2, hidden=False)") == 1
    assert whole.count("@test_case(points=0, hidden=True)") == 1


def test_points_stand_at_the_only_case() -> None:
    only_visible = a_test("assert x", 0.5)
    assert otter.test_file(only_visible, hidden=True) == otter.test_file(only_visible, hidden=False)
    only_hidden = a_test("### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS", 0.5)
    assert otter.test_file(only_hidden, hidden=False) == ""
    assert "@test_case(points=0.5, hidden=True)" in otter.test_file(only_hidden, hidden=True)


def test_text_keeps_its_line_breaks_and_margins() -> None:
    source = 'x = """one\n  two\nthree"""\ny = f"""a\n{x}\n  b"""\nassert (\n    "p"\n    "q"\n)\n\nz = 1'
    text = otter.test_file(a_test(source, 2), hidden=False)
    function = next(node for node in ast.parse(text).body if getattr(node, "name", "") == "visible")
    body = function.body[0].body  # type: ignore[attr-defined]
    assert [ast.dump(node) for node in body] == [ast.dump(node) for node in ast.parse(source).body]
    assert '\n            "q"\n' in text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("_right = 1\nfloat(_right)", "ends in a number"),
        ("def _f():\n    global _x\n    _x = 1", "global"),
        ("from math import *", "functions"),
    ],
)
def test_what_otter_cannot_do_is_refused(source: str, says: str) -> None:
    with pytest.raises(CourseError, match=says):
        otter.test_file(a_test(source, 2), hidden=True)


def test_ending_in_a_bare_check_is_fine() -> None:
    source = "from graders import checks\nchecks.close(x, 1, what='x')"
    assert "checks.close" in otter.test_file(a_test(source, 2), hidden=True)


# ------------------------------------------------------------------------------------------------ what comes out


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution of exercise 5, by the command line."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("nbgrader_config.py", "source", "release"):
        folder.joinpath(name).symlink_to(ROOT / name)
    code = "import sys; from graders.cli import main; main(['--course', sys.argv[1], 'otter', 'ps2'])"
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        capture_output=True,
        text=True,
        timeout=120,
        env=ENVIRONMENT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "dist/otter/ps2" in done.stdout.replace("\n", "")
    return folder / "dist" / "otter" / "ps2"


def test_student_gets_no_hidden_test(distribution: Path) -> None:
    for name, exercise in exercises().items():
        student = distribution / name / "student"
        if not student.exists():
            continue
        given = "\n".join(path.read_text() for path in student.rglob("*") if path.is_file())
        for cell in exercise.source.cells:
            if role(cell) is not Role.TEST:
                continue
            for hidden, piece in split_hidden(cell.source):
                lines = [line.strip() for line in piece.splitlines() if "checks.check(" in line]
                assert not hidden or not any(line in given for line in lines)
    assert sorted(path.name for path in distribution.iterdir()) == sorted(
        name for name in exercises() if (ROOT / "source" / "ps2" / f"{name}.ipynb").exists()
    )


def test_student_notebook_is_the_release_with_checks(distribution: Path) -> None:
    exercise = exercises()["ex05_entropy"]
    nb = parse_own(distribution / "ex05_entropy" / "student" / "ex05_entropy.ipynb")
    nbformat.validate(nb)
    assert nb.cells[0].source == otter.SETUP
    own = [cell for cell in nb.cells if cell.id in {cell.id for cell in exercise.release.cells}]
    assert [cell.source for cell in own] == [cell.source for cell in exercise.release.cells]
    for cell, after in zip(nb.cells, nb.cells[1:], strict=False):
        if role(cell) is Role.TEST:
            assert after.source == f'grader.check("{grade_id(cell)}")'
    files = sorted(path.name for path in (distribution / "ex05_entropy" / "student").rglob("*.py"))
    assert files == sorted(f"{name}.py" for name, cell in exercise.cells().items() if role(cell) is Role.TEST)


def test_zip_has_what_gradescope_needs(distribution: Path) -> None:
    with zipfile.ZipFile(distribution / "ex05_entropy" / "autograder.zip") as archive:
        names = archive.namelist()
        environment = archive.read("environment.yml").decode()
        sources = [archive.read(name).decode() for name in names if name.startswith("files/graders/")]
    assert {"setup.sh", "run_autograder", "run_otter.py", "environment.yml", "otter_config.json"} <= set(
        names
    )
    assert {"files/graders/__init__.py", "files/graders/checks.py"} <= set(names)
    assert "files/graders/cli.py" not in names
    assert "numpy==" in environment
    assert "cloudpickle==" in environment
    assert "torch" not in environment
    assert "+" not in environment
    bundled = {name.removeprefix("files/").removesuffix(".py").replace("/", ".") for name in names}
    for source in sources:
        assert {name for name in otter._imported(source) if name.startswith("graders.")} <= bundled


def test_building_again_leaves_nothing_old(distribution: Path) -> None:
    exercise, folder = exercises()["ex06_kl_divergence"], distribution / "ex06_kl_divergence"
    folder.joinpath("student", "tests", "old.py").write_text("")
    otter.write(exercise, {"data/words.txt": b"one two"}, folder)
    assert not folder.joinpath("student", "tests", "old.py").exists()
    assert folder.joinpath("student", "data", "words.txt").read_bytes() == b"one two"
    with zipfile.ZipFile(folder / "autograder.zip") as archive:
        assert archive.read("files/data/words.txt") == b"one two"


def test_without_otter_there_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "otter.generate", None)
    with pytest.raises(CourseError, match="make setup"):
        otter.write(exercises()["ex05_entropy"], {}, tmp_path)


def test_unknown_problem_set_is_told() -> None:
    done = CliRunner().invoke(cli.main, ["--course", str(ROOT), "otter", "ps99"])
    assert done.exit_code == 2


# ------------------------------------------------------------------------------------------------ marks


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has all libraries, Otter among them, but not this package."""
    folder = tmp_path_factory.mktemp("python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=60)
    python = folder / "bin" / "python"
    path = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", path], capture_output=True, text=True, check=True).stdout.strip()
    # Only the folder: the .pth files in it, with the way to this package, are not read from there.
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    found = subprocess.run([python, "-c", "import graders"], cwd=folder, capture_output=True, check=False)
    if found.returncode == 0:
        pytest.skip("graders is not installed in the editable way here")
    return python


def submission(exercise: Exercise, case: str, folder: Path) -> Path:
    """Write a case as a notebook that also says which `graders` it has."""
    path = CASES / exercise.name / f"{case}.py"
    nb = patch.apply(patch.read(path), exercise.source, exercise.release)
    tell = "import os, graders.checks\nwith open(os.environ['TELL'], 'w') as file: file.write(graders.checks.__file__)"
    nb.cells.append(tiny.own(tell))
    target = folder / f"{exercise.name}.ipynb"
    target.write_text(dumps(nb))
    return target


@pytest.mark.slow
def test_otter_run_grades(distribution: Path, elsewhere: Path, tmp_path: Path) -> None:
    exercise, case = exercises()["ex05_entropy"], "entropy_minus_zero"
    told, autograder = tmp_path / "told", distribution / exercise.name / "autograder.zip"
    done = subprocess.run(
        [
            elsewhere,
            "-m",
            "otter",
            "run",
            "-a",
            autograder,
            "--no-logo",
            submission(exercise, case, tmp_path),
        ],
        cwd=tmp_path,
        env={**ENVIRONMENT, "TELL": str(told)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(tmp_path.joinpath("results.json").read_text())["tests"]
    marks = {test["name"]: (test["score"], test["max_score"]) for test in found if "score" in test}
    wanted = expected(exercise, patch.read(CASES / exercise.name / f"{case}.py"))
    assert {name: score for name, (score, _) in marks.items()} == wanted
    assert sum(most for _, most in marks.values()) == 7
    assert all(test["visibility"] == "hidden" for test in found if "score" in test)
    text = next(test["output"] for test in found if test["name"] == "ex05-test-entropy-zeros")
    assert "the zero has no minus sign: entropy([1.0]) is -0.0." in text
    assert told.read_text().endswith("submission/graders/checks.py")


@pytest.mark.slow
def test_otter_check_works_for_a_student(distribution: Path, elsewhere: Path, tmp_path: Path) -> None:
    exercise = exercises()["ex05_entropy"]
    student = distribution / exercise.name / "student"
    nb = parse_own(student / f"{exercise.name}.ipynb")
    answers = {grade_id(cell): cell.source for cell in exercise.source.cells if role(cell) is Role.ANSWER}
    for cell in nb.cells:
        if grade_id(cell) in answers and grade_id(cell) != "ex05-higher":
            cell.source = answers[grade_id(cell)]
    mine = tmp_path / "mine.ipynb"
    mine.write_text(dumps(nb))
    tmp_path.joinpath("tests").symlink_to(student / "tests")
    done = subprocess.run(
        [elsewhere, "-m", "otter", "check", mine],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("All test cases passed!") == 6
    assert "NameError: name 'higher' is not defined" in done.stdout
