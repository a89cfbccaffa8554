"""Hostile submissions: each tries one thing, declares how that must end, and must cost nobody else anything.

A case is a file ``hostile/NN_slug.py``; 01 to 40 are numbered as in the list of attacks we were given, the rest are our
own. It holds data only:

- ``ANSWERS``: what stands in the answer cells (the others are right); ``AFTER``: cells of the student's own at the end;
  or ``hand_in(folder, notebook)``, which hands in files of its own making. ``@COURSE@`` in code is the course's folder.
- ``OUTCOME``: how each test cell ends, if not "passed"; two ways where a race decides. Only "passed" earns points.
- ``PRINTS``: what an answer cell must have shown: an attack says what it got, so that one that broke off isn't taken
  for one that was held. ``SAYS``: words of a verdict; ``NOTES``: words of the notes; ``ABSENT``: what feedback must not
  hold, besides all secrets; ``NOT_IN_HTML``: what its page must not.
- ``SECONDS``: the longest that grading may take, if more than ``QUICK``; ``PAGE_SECONDS``: and writing feedback.
  ``LARGEST``: the most characters of the executed notebook.
- ``OPEN``: why a case is known not to hold; it then must fail, and docs/threat-model.md must say so.

An honest student is graded right after each, in the same lane.
"""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

from graders import classroom, cli, jail, terminal
from graders.course import Course
from graders.gradebook import Gradebook, Person
from graders.lane import Lane
from graders.verdict import NotebookResult, Status

from .conftest import ROOT
from .hostile import course as attacked
from .test_jail import INTERPRETER_IN_REACH, ORDINARY_USER

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]

FOLDER = Path(__file__).parent / "hostile"
CASES = sorted(FOLDER.glob("[0-9]*.py"))
QUICK = 8.0  # seconds for both, on a busy machine; an honest notebook takes a tenth of one
HONEST = "zoe"
CONFIG = """
c = get_config()
c.Graders.lanes = 1
c.Graders.call_timeout = 1.0
c.Graders.cell_timeout = 2.0
c.Graders.notebook_timeout = 8.0
c.Graders.memory = 300
"""
KNOWN = {
    "ANSWERS",
    "AFTER",
    "OUTCOME",
    "PRINTS",
    "SAYS",
    "NOTES",
    "ABSENT",
    "NOT_IN_HTML",
    "LARGEST",
    "SECONDS",
    "PAGE_SECONDS",
    "OPEN",
    "hand_in",
    "NEEDS_ROOT",
}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"hostile_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------------------------------------ the room


class Kept(Lane):
    """A lane that stays warm from one run to the next."""

    def __exit__(self, *_: object) -> None:
        pass

    def stop(self) -> None:
        pass


@dataclass
class Ending:
    """How grading one student ended."""

    graded: classroom.Graded
    seconds: float
    page_seconds: float
    points: dict[str, float | None]
    executed: dict[str, Any]  # the notebook

    @property
    def result(self) -> NotebookResult:
        (result,) = self.graded.results
        return result

    @property
    def statuses(self) -> dict[str, str]:
        return {v.grade_id.removeprefix("h-test-"): str(v.status) for v in self.result.verdicts}

    def said(self, name: str) -> str:
        (verdict,) = (v for v in self.result.verdicts if v.grade_id == f"h-test-{name}")
        return " ".join([verdict.message, *(check.message for check in verdict.checks)])

    def printed(self, cell_id: str) -> str:
        cells = [cell for cell in self.executed["cells"] if cell["id"] == cell_id]
        return json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)


@dataclass
class Room:
    """A course with a warm lane, where attackers hand in."""

    course: Course
    gradebook: Gradebook
    lane: Lane
    others: set[int]  # what other tests of this process keep running
    alone: Ending = field(init=False)

    def grade(self, *students: str) -> dict[str, Ending]:
        """Grade, write feedback, return how it ended for each."""
        ends: dict[str, float] = {}
        executed: dict[str, dict[str, Any]] = {}
        started = time.monotonic()

        def record(student: str, results: Any, stamp: Any) -> None:
            executed[student] = results[0].notebook
            self.gradebook.record(student, "ps1", results, timestamp=stamp)

        def step(graded: classroom.Graded) -> None:
            ends[graded.student] = time.monotonic()

        summary = classroom.autograde(
            self.course, "ps1", record, students=students, force=True, progress=step
        )
        terminal.summary(summary, (), dry_run=False)
        endings = {}
        for item in summary.graded:
            writing = time.monotonic()
            cli._feedback(self.course, "ps1", [item.student])
            writing = time.monotonic() - writing
            marks = self.gradebook.marks(item.student, "ps1").get(attacked.NAME)
            points = (
                {key.removeprefix("h-test-"): mark.points for key, mark in marks.marks.items()}
                if marks
                else {}
            )
            endings[item.student] = Ending(
                item, ends[item.student] - started, writing, points, executed[item.student]
            )
            started = ends[item.student]
        return endings

    def hand_in(self, student: str, case: ModuleType | None) -> None:
        """Put a submission where nbgrader's collecting would."""
        folder = self.course.folder("submitted", "ps1", student)
        folder.mkdir(parents=True)
        answers = {name: self.filled(text) for name, text in getattr(case, "ANSWERS", {}).items()}
        assert answers.keys() <= attacked.HONEST.keys()
        nb = attacked.answered(self.course.assignment("ps1").exercises[0], answers)
        for number, text in enumerate(getattr(case, "AFTER", ())):
            nb.cells.append(nbformat.v4.new_code_cell(self.filled(text), id=f"after-{number}"))
        if case is not None and hasattr(case, "hand_in"):
            case.hand_in(folder, nb)
        else:
            nbformat.write(nb, folder / f"{attacked.NAME}.ipynb")

    def filled(self, text: str) -> str:
        return text.replace("@COURSE@", str(self.course.root)).strip("\n")

    def forget(self, student: str) -> None:
        for step in ("submitted", "autograded", "feedback"):
            shutil.rmtree(self.course.folder(step, "ps1", student).parent, ignore_errors=True)

    def pages(self, student: str) -> dict[str, str]:
        folder = self.course.folder("feedback", "ps1", student)
        return {
            path.name: path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MY_TOKEN", attacked.IN_ENVIRONMENT)
        root = tmp_path_factory.mktemp("hostile")
        (root / "nbgrader_config.py").write_text(CONFIG)
        exercise = attacked.exercise()
        (root / "source" / "ps1").mkdir(parents=True)
        nbformat.write(exercise.source, root / "source" / "ps1" / f"{exercise.name}.ipynb")
        course = Course(root)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            gradebook.ensure_students([Person(HONEST, "Zoë", attacked.IN_GRADEBOOK)])
            course.release("ps1")
            patch.setattr("graders.course.Lane", Kept)
            lane = course.lane(course.assignment("ps1"))
            patch.setattr(course, "lane", lambda assignment: lane)
            room = Room(course, gradebook, lane, descendants(os.getpid()))
            room.hand_in(HONEST, None)
            (root / "submitted" / HONEST / "ps1" / "notes.txt").write_text(attacked.IN_SIBLING)
            try:
                room.alone = room.grade(HONEST)[HONEST]
                yield room
            finally:
                lane.close()


# ------------------------------------------------------------------------------------------------ what is left


def descendants(pid: int) -> set[int]:
    """Return the processes that come from ``pid``, whatever they did to hide: a jail's stay below its first."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, todo = set[int](), [pid]
    while todo:
        above = todo.pop()
        below = {child for child, parent in parents.items() if parent == above} - found
        found |= below
        todo += below
    return found


def files_outside(course: Course, attacker: str) -> dict[str, Any]:
    """Return what student code might have left: files in shared folders that are its user's, and the course's."""
    ours = jail.SERVANT if os.geteuid() == 0 else os.geteuid()
    found: dict[str, Any] = {}
    for folder in ("/tmp", "/var/tmp", "/dev/shm"):
        for path in Path(folder).iterdir():
            try:
                info = path.lstat()
            except OSError:
                continue
            if (info.st_uid == ours or "hostile-mark" in path.name) and not path.name.startswith(
                "pytest-of-"
            ):
                found[str(path)] = info.st_ino
    for path in course.root.rglob("*"):
        inside = path.relative_to(course.root).parts
        graded = (
            inside[0] in ("autograded", "feedback") and len(inside) > 1 and inside[1] in (attacker, HONEST)
        )
        books = path.name.startswith(("gradebook.db", ".graders.lock"))
        if path.is_file() and not path.is_symlink() and not graded and not books:
            info = path.stat()
            found[str(path)] = (info.st_size, info.st_mtime_ns, info.st_ino)
    for kind in ("shm", "sem", "msg"):
        lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
        found[kind] = sorted(line for line in lines if str(ours) in line.split())
    return found


def disguises(secret: str) -> set[str]:
    """Return what a secret looks like as it is, backwards, in hex and in base64, in lower case."""
    raw = secret.encode()
    looks = {secret, secret[::-1], raw.hex(), raw[::-1].hex(), ",".join(str(byte) for byte in raw)}
    looks.add(", ".join(str(byte) for byte in raw))
    for shift in range(3):
        # The first and last letters depend on what stands before and after.
        looks.add(base64.b64encode(bytes(shift) + raw).decode()[4 : -4 - shift])
    return {look.casefold() for look in looks}


# ------------------------------------------------------------------------------------------------ the cases


def marked(path: Path) -> Any:
    reason = getattr(load(path), "OPEN", "")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(path, id=path.stem, marks=marks)


@pytest.mark.parametrize("path", [marked(path) for path in CASES])
def test_hostile(path: Path, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    case = load(path)
    if getattr(case, "NEEDS_ROOT", False) and os.geteuid() != 0:
        pytest.skip("only root can make such files")
    attacker = path.stem
    before = files_outside(room.course, attacker)
    room.hand_in(attacker, case)
    try:
        handed_in = files_outside(room.course, attacker)
        endings = room.grade(attacker, HONEST)
        as_declared(case, endings[attacker], room.pages(attacker))
        # 1. The next submission is unaffected.
        honest = endings[HONEST]
        assert honest.statuses == room.alone.statuses == dict.fromkeys(attacked.POINTS, "passed")
        assert honest.points == room.alone.points
        assert honest.result.verdicts == room.alone.result.verdicts
        assert honest.result.notes == room.alone.result.notes
        # 2. Nothing is left running or on disk.
        assert room.lane._process is not None
        keeper = room.lane._process.pid
        (warm,) = descendants(keeper)
        assert descendants(os.getpid()) - room.others == {keeper, warm}
        assert [path.name for path in Path(f"/proc/{warm}/root/proc").glob("[0-9]*")] == ["1"]
        assert files_outside(room.course, attacker) == handed_in
        # 3. The time is bounded.
        most = getattr(case, "SECONDS", QUICK)
        assert endings[attacker].seconds < most
        assert honest.seconds < QUICK
        # 4. Nothing secret reaches the student, and nothing but text the terminal.
        nothing_secret(room.pages(attacker))
        said = "".join(capsys.readouterr()).replace("\n", "")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    finally:
        room.forget(attacker)
    assert files_outside(room.course, attacker) == before


def as_declared(case: ModuleType, ending: Ending, pages: dict[str, str]) -> None:
    """Check what the case says of itself."""
    extra = {name for name in vars(case) if name.isupper()} - KNOWN
    assert not {name for name in extra if not name.startswith("_")} - {"ME"}, "what is this?"
    assert case.__doc__
    assert ending.graded.problem == ""
    declared = dict.fromkeys(attacked.POINTS, "passed") | getattr(case, "OUTCOME", {})
    outcome = {name: (ends,) if isinstance(ends, str) else ends for name, ends in declared.items()}
    for name, status in ending.statuses.items():
        assert status in outcome[name], (name, ending.result)
    assert ending.result.status is not Status.HARNESS_ERROR
    earned = {name: attacked.POINTS[name] if "passed" in ends else 0.0 for name, ends in outcome.items()}
    assert {name: ending.points[name] for name in earned} == earned
    for name, words in getattr(case, "SAYS", {}).items():
        assert words in ending.said(name), ending.said(name)
    for name, words in getattr(case, "PRINTS", {}).items():
        assert words in ending.printed(name if "-" in name else f"h-{name}"), ending.printed(f"h-{name}")
    notes = "\n".join(note.text for note in ending.result.notes)
    for words in getattr(case, "NOTES", ()):
        assert words in notes, notes
    if not getattr(case, "NOTES", ()):
        assert notes == ""
    assert len(json.dumps(ending.result.notebook)) < getattr(case, "LARGEST", 15_000_000)
    assert ending.page_seconds < getattr(case, "PAGE_SECONDS", 3.0)
    assert sorted(pages) == [f"{attacked.NAME}.html", f"{attacked.NAME}.ipynb"]
    assert "Content-Security-Policy" in pages[f"{attacked.NAME}.html"]
    for words in getattr(case, "ABSENT", ()):
        for name, page in pages.items():
            assert words not in page, name
    for words in getattr(case, "NOT_IN_HTML", ()):
        assert words not in pages[f"{attacked.NAME}.html"]


def nothing_secret(pages: dict[str, str]) -> None:
    """Check that feedback holds no secret, in any of a few disguises."""
    for page in pages.values():
        text = page.casefold()
        bare = re.sub(r"<[^>]*>|\\[nt]|[\s·|]", "", text)
        for secret in attacked.SECRETS:
            for look in disguises(secret):
                assert look not in text
                assert look not in bare


def test_every_attack_of_the_list_has_a_case() -> None:
    numbers = [int(path.name[:2]) for path in CASES]
    assert set(range(1, 41)) <= set(numbers)
    assert len([number for number in numbers if number > 40]) >= 10


def test_the_table_names_every_case() -> None:
    table = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")}
    assert {path.name.split("_")[0] for path in CASES} <= rows


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(not shutil.which("setpriv") or not shutil.which("unshare"), reason="no util-linux")
def test_all_of_this_holds_for_an_ordinary_user() -> None:
    home = "/root" if sys.base_prefix.startswith("/root/") else "-"  # which is closed to others
    command = [
        "unshare", "-m", "sh", "-c", INTERPRETER_IN_REACH, "sh", sys.base_prefix, home,
        "setpriv", f"--reuid={ORDINARY_USER}", f"--regid={ORDINARY_USER}", "--clear-groups",
        sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_hostile.py",
    ]  # fmt: skip
    if not os.environ.get("HOSTILE_ALL"):  # the attacks that need a place in the system; the others have none
        command += ["-k", " or ".join(f"{number:02}" for number in [*range(2, 22), 30, 54, 55, 56, 57, 68])]
    environment = {**os.environ, "HOME": "/nonexistent", "IPYTHONDIR": "/media", "TMPDIR": "/media"}
    environment.pop("PYTEST_ADDOPTS", None)
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
