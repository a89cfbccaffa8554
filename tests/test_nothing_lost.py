"""Whatever interrupts a run, the next one finishes it: each submission graded once, no mark lost, doubled or half-written."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest

from graders import classroom, cli
from graders.course import Course
from graders.gradebook import Gradebook
from graders.verdict import CourseError

from . import tiny
from .test_classroom import Book, hand_in
from .test_lane import alive, below, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nothing lost")]

STUDENTS = ("ada", "bob", "cyd")
# A server that has imported everything: a run starts in milliseconds and can be killed at any of its instants.
starter = multiprocessing.get_context("forkserver")
starter.set_forkserver_preload(["graders.cli"])


def build(root: Path) -> Path:
    """A released course of one tiny exercise, handed in by three students, each with another mark."""
    exercise = tiny.exercise()
    folder = root / "source" / "ps1"
    folder.mkdir(parents=True)
    nbformat.write(exercise.source, folder / "ex01_tiny.ipynb")
    config = "c = get_config()\nc.Graders.lanes = 1\nc.ClearMarkScheme.enforce_metadata = False\n"
    (root / "nbgrader_config.py").write_text(config)
    for position, student in enumerate(STUDENTS):
        hand_in(root, student, "second = 7 / 15" if position % 2 else "second = 0.5")
    course = Course(root)
    with Gradebook(course.db_url, course.course_id):
        course.release("ps1")
    return root


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("fresh") / "course")


@pytest.fixture
def root(fresh: Path, tmp_path: Path) -> Path:
    shutil.copytree(fresh, tmp_path / "course")
    return tmp_path / "course"


def run(root: Path, *options: str) -> None:
    """One `graders autograde ps1`, in a process of its own."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    cli.main(["--course", str(root), "autograde", "ps1", *options], prog_name="graders")


def start(root: Path, *options: str) -> multiprocessing.process.BaseProcess:
    process = starter.Process(target=run, args=(root, *options))
    process.start()
    return process


def table(root: Path) -> dict[str, float]:
    course = Course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        return {row.student: row.points for row in book.table("ps1")}


def counts(root: Path) -> tuple[int, int, int]:
    """How many submissions, grades and comments there are: doubled rows would show here."""
    with sqlite3.connect(root / "gradebook.db") as db:
        tables = ("submitted_assignment", "grade", "comment")
        found = tuple(db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables)
    db.close()
    return found  # type: ignore[return-value]


RIGHT = {student: (3.0 if position % 2 else 1.0) for position, student in enumerate(STUDENTS)}


def assert_all_done(root: Path) -> None:
    assert table(root) == RIGHT
    assert counts(root)[0] == len(STUDENTS)
    assert counts(root)[1] == 3 * len(STUDENTS)
    for student in STUDENTS:
        folder = root / "autograded" / student / "ps1"
        nbformat.validate(nbformat.read(folder / "ex01_tiny.ipynb", as_version=4))
        assert json.loads((folder / classroom.DIGEST_FILE).read_text())["digest"]
        assert sorted(path.name for path in folder.iterdir()) == [classroom.DIGEST_FILE, "ex01_tiny.ipynb"]


def test_killed_at_fifty_random_instants(root: Path, fresh: Path) -> None:
    began = time.monotonic()
    process = start(root)
    process.join()
    whole = time.monotonic() - began
    assert process.exitcode == 0
    assert_all_done(root)
    dice = random.Random(50)
    for instant in range(50):
        if instant % 5 == 0:  # from nothing; the others grade everything anew on top of what is there
            shutil.rmtree(root)
            shutil.copytree(fresh, root)
        process = start(root, "--force")
        time.sleep(dice.uniform(0, whole))
        assert process.pid is not None
        mine = below(process.pid)
        process.kill()  # or it has ended already
        process.join()
        assert eventually(lambda mine=mine: not alive(mine)), "something runs on"  # type: ignore[misc]
        assert table(root).items() <= RIGHT.items(), "half a mark"
        if instant % 5 == 4:
            again = start(root)
            again.join()
            assert again.exitcode == 0
            assert_all_done(root)


@pytest.mark.parametrize("seconds", [0.05, 0.4, 0.9])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_within_a_second(root: Path, seconds: float, number: int) -> None:
    for student in STUDENTS:
        hand_in(root, student, "while True: pass")
    command = [sys.executable, "-m", "graders.cli", "--course", str(root), "autograde", "ps1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert eventually(
        lambda: (root / ".graders.lock").exists() and (root / ".graders.lock").stat().st_size > 0, 20
    )
    time.sleep(seconds)
    mine = below(process.pid)
    began = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 4  # a second on an idle machine; the loops would take twenty
    assert process.returncode == 130
    assert "Nothing is lost: the same command goes on" in said
    assert "Traceback" not in said
    assert eventually(lambda: not alive(mine))


def test_ctrl_c_while_the_gradebook_is_locked(root: Path) -> None:
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    book = Gradebook(f"sqlite:///{root}/gradebook.db")
    timer = threading.Timer(
        0.5, lambda: signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    )
    timer.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        book.ensure_students([])
    assert time.monotonic() - began < 2
    other.close()
    book.close()


def test_the_second_of_two_runs_says_who_is_at_work(root: Path) -> None:
    course = Course(root)
    with course.lock("graders autograde ps1"):
        process = subprocess.run(
            [sys.executable, "-m", "graders.cli", "--course", str(root), "autograde", "ps1"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert process.returncode == 2
    said = re.sub(r"\s+", " ", process.stderr)
    assert f"`graders autograde ps1` (process {os.getpid()} on " in said
    assert "Wait until it has ended" in said
    assert table(root) == {}
    with course.lock("again"):
        pass


def test_a_lock_ends_with_its_process(root: Path) -> None:
    code = f"import time; from graders.course import Course; from pathlib import Path\nwith Course(Path({str(root)!r})).lock('x'): print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(CourseError, match=f"process {process.pid} on"), Course(root).lock("y"):
        pass
    process.kill()
    process.communicate()
    with Course(root).lock("y"):
        pass


class Refusing(Book):
    """A gradebook that takes so many submissions and then no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def record(self, *args: object) -> None:
        if len(self.rows) == self.room:
            raise CourseError("The gradebook is full. Make room on the disk.")
        super().record(*args)  # type: ignore[arg-type]


def test_a_gradebook_that_takes_nothing_ends_the_run(root: Path) -> None:
    course, book, seen = Course(root), Refusing(1), []
    with pytest.raises(
        CourseError, match=r"Make room.*What was recorded stays; the same command does the rest"
    ):
        classroom.autograde(course, "ps1", book.record, progress=seen.append)
    assert len(seen) == 3
    assert [item.refused for item in seen] == [False, True, True]
    book.room = 9
    done = classroom.autograde(course, "ps1", book.record).graded
    assert sorted(item.student for item in done if not item.skipped) == sorted(
        set(STUDENTS) - {row[0] for row in book.rows[:1]}
    )


def test_marks_that_the_gradebook_has_lost_are_made_again(root: Path) -> None:
    process = start(root)
    process.join()
    with sqlite3.connect(root / "gradebook.db") as db:
        for name in ("grade", "comment", "submitted_notebook", "submitted_assignment"):
            db.execute(f"delete from {name}")
    db.close()
    assert table(root) == {}
    again = start(root)
    again.join()
    assert_all_done(root)


FULL = """
set -e
mount -t tmpfs -o size=$3 none "$1"
cp -r "$2"/. "$1"
exec 3>&1
echo before; "$4" -m graders.cli --course "$1" autograde ps1 2>&1 || echo "exit $?"
mount -o remount,size=100m "$1"
echo after; "$4" -m graders.cli --course "$1" autograde ps1 2>&1 || echo "exit $?"
cp -r "$1"/. "$2"
"""


def used(root: Path) -> int:
    """Bytes that a course takes on a tmpfs: whole pages."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in root.rglob("*") if path.is_file())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "small").mkdir()
    return tmp_path / "small"


@pytest.mark.parametrize("room", [0, 81_920])
def test_a_full_disk(root: Path, place: Path, room: int) -> None:
    script = ["unshare", "--mount", "--map-root-user", "--user", "sh", "-c", FULL, "sh"]
    if os.geteuid() == 0:
        script[1:4] = ["--mount"]
    size = str(used(root) + room)
    done = subprocess.run(
        [*script, str(place), str(root), size, sys.executable], capture_output=True, text=True, check=False
    )
    if "denied" in done.stderr or "not permitted" in done.stderr:
        pytest.skip(f"no mounts here: {done.stderr}")
    before, _, after = done.stdout.partition("after\n")
    said = re.sub(r"\s+", " ", before)
    assert re.search(r"No space left|disk is full|full", said), done.stdout + done.stderr
    assert re.search("exit [12]", before)
    assert "Traceback" not in done.stdout
    assert "exit" not in after, after
    assert_all_done(root)


def test_a_lock_file_that_cannot_be_taken_is_no_lock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CourseError, match="No locks available"), Course(root).lock("x"):
        pass
