"""nbgrader's own odd notebooks, as they come with it: our marks are its marks, or docs/parity.md says why not.

Each is released and handed in, graded by nbgrader itself with its own kernel, and by us from the cells that
nbgrader's gradebook has. These tests take names away from the student and read the student's environment, so they run
in the student's process (``in_process``), as nbgrader runs every test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbgrader.tests
import pytest
from nbgrader.api import Gradebook

from graders.grade import Deadlines, grade_notebook
from graders.lane import Lane
from graders.nbgrader_plugin import _recorded
from graders.notebook import Role, parse, role
from graders.verdict import UnreadableNotebook

from . import parity

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("odd"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

SUITE = Path(nbgrader.tests.__file__).parent
NAMES = sorted(
    f"{folder}/{path.stem}"
    for folder in ("apps", "preprocessors")
    for path in (SUITE / folder / "files").glob("*.ipynb")
)
# nbgrader takes its time; `make nbgrader-tests` does all.
CHOSEN = NAMES if os.environ.get("NBGRADER_TESTS") == "all" else NAMES[::2]
BESIDE = ("data.txt", "jupyter.png")
SECONDS = 3  # `timeout.ipynb` sleeps for five

# Releases and grades each assignment, in one process: nbgrader's commands take a second to start.
PROGRAM = """
import json, pathlib, sys
from nbgrader.apps import NbGraderAPI
from graders.course import Course
api = NbGraderAPI(config=Course(pathlib.Path.cwd()).config)
for name in sys.argv[1:]:
    outcome = api.generate_assignment(name)
    step = "release"
    if outcome["success"]:
        outcome, step = api.autograde(name, "ada"), "autograde"
    if not outcome["success"]:
        print(json.dumps([name, step, outcome.get("log") or outcome.get("error")]))
"""


def path_of(name: str) -> Path:
    folder, _, stem = name.partition("/")
    return SUITE / folder / "files" / f"{stem}.ipynb"


def source_of(name: str) -> Path:
    """Return what the notebook was made from: what its instructor would have written."""
    folder, _, stem = name.partition("/")
    if stem.startswith("submitted-"):
        stem = "submitted-unchanged"
    elif stem.startswith("autotest-"):
        stem = "-".join(stem.split("-")[:2])
    return path_of(f"{folder}/{stem}")


@cache
def has_tests(name: str) -> bool:
    try:
        nb = parse(path_of(name).read_bytes())
    except UnreadableNotebook:
        return False
    return any(role(cell) is Role.TEST for cell in nb.cells)


def assignment_of(name: str) -> str:
    return name.replace("/", "-")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A course in which nbgrader has graded all of them, and what it said about those that it refused."""
    root = tmp_path_factory.mktemp("odd")
    settings = f"c = get_config()\nc.CourseDirectory.course_id = 'odd'\nc.Execute.timeout = {SECONDS}\n"
    root.joinpath("nbgrader_config.py").write_text(settings)
    shutil.copy(SUITE / "apps" / "files" / "autotests.yml", root)
    names = [name for name in CHOSEN if has_tests(name)]
    for name in names:
        for path, step in ((source_of(name), "source"), (path_of(name), "submitted/ada")):
            folder = root / step / assignment_of(name)
            folder.mkdir(parents=True)
            shutil.copy(path, folder / "p1.ipynb")
            for beside in BESIDE:
                shutil.copy(SUITE / "apps" / "files" / beside, folder)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, *(assignment_of(name) for name in names)],
        cwd=root, env=parity.ENVIRONMENT, capture_output=True, text=True, timeout=900, check=True,
    )  # fmt: skip
    refused = {}
    for line in done.stdout.splitlines():
        if line.startswith('["'):
            assignment, step, log = json.loads(line)
            refused[assignment] = f"{step}: {log}"
    return root, refused


@pytest.fixture(scope="module")
def gradebook(course: tuple[Path, dict[str, str]]) -> Iterator[Any]:
    with Gradebook(f"sqlite:///{course[0]}/gradebook.db", "odd") as book:
        yield book


def listed() -> tuple[dict[parity.Difference, str], dict[str, str]]:
    """Return the differences that docs/parity.md allows, and the notebooks that it leaves out."""
    text = parity.TABLE.read_text(encoding="utf-8")
    differences = {one: why for one, why in parity.allowed(text).items() if one.case in NAMES}
    return differences, parity.left_out(text)


@pytest.mark.parametrize("name", [name for name in CHOSEN if has_tests(name)])
def test_points_are_nbgraders(
    name: str, course: tuple[Path, dict[str, str]], gradebook: Any, lane: Lane
) -> None:
    refused = course[1]
    allowed, left_out = listed()
    assignment = assignment_of(name)
    if name in left_out:
        assert refused[assignment].startswith("release"), "nbgrader takes it now"
        return
    assert not refused.get(assignment, "").startswith("release"), refused[assignment]
    exercise = _recorded(gradebook.find_notebook("p1", assignment))
    for cell in exercise.source.cells:
        if role(cell) is Role.TEST:
            cell.metadata["graders"] = {"in_process": True}
    theirs: parity.Marks = {}
    if assignment not in refused:
        submission = gradebook.find_submission_notebook("p1", assignment, "ada")
        theirs = {grade.name: grade.auto_score for grade in submission.grades}
    deadlines = Deadlines(call=SECONDS, cell=SECONDS, notebook=60)
    files = {beside: (SUITE / "apps" / "files" / beside).read_bytes() for beside in BESIDE}
    result = grade_notebook(lane, exercise, parse(path_of(name).read_bytes()), deadlines, files)
    ours: parity.Marks = {verdict.grade_id: verdict.points for verdict in result.verdicts}
    tests = parity.tests_of(exercise)
    found = parity.differences("nbgrader", name, tests, ours, theirs)
    said = [f"{one.grade_id}: {one.message}" for one in result.verdicts]
    assert set(found) == {one for one in allowed if one.case == name}, (said, refused.get(assignment))


def test_each_is_compared_or_left_out_with_a_reason() -> None:
    allowed, left_out = listed()
    assert set(left_out) <= set(NAMES)
    assert {name for name in NAMES if not has_tests(name)} <= set(left_out)
    assert all(len(why) > 10 for why in [*allowed.values(), *left_out.values()])
    compared = set(NAMES) - set(left_out)
    alike = compared - {one.case for one in allowed}
    text = " ".join(parity.TABLE.read_text(encoding="utf-8").split())
    assert f"{len(compared)} notebooks have autograded cells and can be released; in {len(alike)} of" in text
