"""A lane: restarts, deadlines, what is told, and that nothing is left of it however it ends."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import doctor, jail
from graders import lane as lanes
from graders.inside import warm
from graders.lane import Lane, Refused
from graders.verdict import LaneError, SubmissionError

LIMITS = jail.Resources(memory=200 * 2**20, scratch=16 * 2**20)


@pytest.fixture(params=[jail.JAIL, jail.LANDLOCK, jail.NONE])
def level(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the folders of lanes that run elsewhere at the same time out of sight."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def start(level: str) -> Lane:
    lane = Lane(limits=LIMITS, force=level)
    try:
        lane.start()
    except LaneError as error:
        pytest.skip(f"this machine has no such level: {error}")
    return lane


def below(pid: int) -> list[int]:
    """Every descendant of a process."""
    try:
        children = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [found for child in children for found in [child, *below(child)]]


def started(lane: Lane) -> list[int]:
    assert lane._process is not None
    return [lane._process.pid, *below(lane._process.pid)]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def eventually(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())


def left_on_disk() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob(f"{lanes.PREFIX}*")}


@pytest.mark.slow
def test_nothing_is_left_after_close(level: str) -> None:
    before, mounts = left_on_disk(), Path("/proc/self/mountinfo").read_text()
    lane = start(level)
    assert level != jail.JAIL or left_on_disk() == before, "the jail has nothing on the host's disk"
    with lane.pair({"a/b.txt": b"1"}):
        pids = started(lane)
        assert len(pids) == (4 if level == jail.JAIL else 3)
    assert len(started(lane)) == len(pids) - 2
    lane.close()
    assert alive(pids) == []
    assert left_on_disk() == before
    assert Path("/proc/self/mountinfo").read_text() == mounts


@pytest.mark.slow
def test_it_starts_again_after_close(level: str) -> None:
    lane = start(level)
    lane.close()
    with lane:
        assert doctor.ask_student(lane, ["print(6 * 7)"]) == ["42\n"]
    with pytest.raises(LaneError, match="closed"):
        lane.ask({"do": "end"})


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(2))
def test_a_warm_process_killed_at_any_moment_is_an_error_and_never_a_hang(level: str, moment: int) -> None:
    chance = random.Random(moment)
    with start(level) as lane:
        pids = started(lane)
        victim = chance.choice(pids)
        timer = threading.Timer(chance.random() * 0.3, os.kill, (victim, signal.SIGKILL))
        begun = time.monotonic()
        timer.start()
        with pytest.raises((LaneError, SubmissionError)):  # noqa: PT012
            while time.monotonic() < begun + 20:
                doctor.ask_student(lane, ["x = 1", "sum(range(10**6))"])
        timer.join()
        assert time.monotonic() - begun < 10
        lane.close()
        assert eventually(lambda: alive(pids) == [])
        assert doctor.ask_student(lane, ["print(1)"]) == ["1\n"]


COORDINATOR = """
import sys, time
from graders import jail
from graders.lane import Lane
lane = Lane(force=sys.argv[1])
lane.start()
with lane.pair({"a": b"1"}) as pair:
    print(lane._process.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_nothing_runs_on_when_the_coordinator_is_killed(level: str) -> None:
    start(level).close()
    before = left_on_disk()
    command = [sys.executable, "-c", COORDINATOR, level]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as coordinator:
        assert coordinator.stdout is not None
        keeper = int(coordinator.stdout.readline())
        pids = [keeper, *below(keeper)]
        assert len(pids) >= 3
        coordinator.kill()
        coordinator.wait()
        assert eventually(lambda: alive(pids) == [])
    assert eventually(lambda: left_on_disk() == before)


@pytest.mark.slow
def test_a_folder_whose_coordinator_was_killed_goes_at_the_next_start() -> None:
    mine = Path(tempfile.mkdtemp(prefix=lanes.PREFIX))
    (mine / "work-1").mkdir()
    lane = start(jail.NONE)
    other = lane._folder
    assert other is not None
    assert mine.exists(), "made just now: somebody may be about to lock it"
    for folder in (mine, other):
        os.utime(folder, (0, 0))
    start(jail.NONE).close()
    assert not mine.exists()
    assert other.exists(), "its coordinator lives"
    lane.close()
    assert not other.exists()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["while True: pass", "import time\ntime.sleep(100)"])
def test_an_interrupted_student_goes_on(level: str, code: str) -> None:
    with start(level) as lane:
        said = doctor.ask_student(lane, ["x = 1", code, "print(x + 1)"], seconds=1.0)
    assert said[0] == ""
    assert "didn't finish" in said[1]
    assert said[2] == "2\n"


@pytest.mark.slow
def test_a_student_that_ignores_interrupts_is_replaced(level: str) -> None:
    ignoring = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\nwhile True: pass"
    with start(level) as lane:
        said = doctor.ask_student(lane, ["x = 1", ignoring, "print(x + 1)"], seconds=1.0)
    assert said[2] == "2\n"


@pytest.mark.slow
def test_what_a_child_says_before_it_is_locked_in_is_our_failure() -> None:
    with start(jail.NONE) as lane, pytest.raises(LaneError, match="not locked in"):
        doctor.ask_student(lane, ["1"], {"../" * 40 + "proc/x": b"a file that can't be written"})


# ------------------------------------------------------------------------------------------------ levels


def refuse(monkeypatch: pytest.MonkeyPatch, *levels: str) -> None:
    real = Lane._start

    def start_unless_refused(self: Lane, level: str) -> None:
        self.level = level
        if level in levels:
            raise Refused("for this test")
        real(self, level)

    monkeypatch.setattr(Lane, "_start", start_unless_refused)


@pytest.mark.slow
def test_what_the_machine_refuses_is_followed_by_the_next_best(monkeypatch: pytest.MonkeyPatch) -> None:
    start(jail.LANDLOCK).close()
    refuse(monkeypatch, jail.JAIL)
    with Lane() as lane:
        lane.start()
        assert lane.isolation == "Landlock, seccomp, resource limits"


def test_without_any_isolation_grading_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, jail.JAIL, jail.LANDLOCK)
    with pytest.raises(LaneError, match=r"graders doctor.*for this test.*--unsafe-no-sandbox"):
        Lane().start()


@pytest.mark.slow
def test_unless_somebody_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, jail.JAIL, jail.LANDLOCK)
    with Lane(unsafe=True) as lane:
        lane.start()
        assert lane.isolation == "none (--unsafe-no-sandbox)"


@pytest.mark.slow
def test_asking_for_no_sandbox_changes_nothing_where_there_is_one() -> None:
    start(jail.JAIL).close()
    with Lane(unsafe=True) as lane:
        lane.start()
        assert lane.level == jail.JAIL


# ------------------------------------------------------------------------------------------- the warm process


def test_a_second_thread_stops_the_fork() -> None:
    poisoned = object.__new__(warm.Warm)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with pytest.raises(OSError, match="threads are running"):
            poisoned.fork("judge", 0, [])
    finally:
        stop.set()
        thread.join()


@pytest.mark.slow
def test_the_students_shell_starts_no_thread(tmp_path: Path) -> None:
    code = f"""
import threading
from graders.inside.student import make_shell
make_shell({str(tmp_path)!r}).run_cell("1")
assert threading.active_count() == 1
"""
    subprocess.run([sys.executable, "-B", "-c", code], check=True, stdout=subprocess.DEVNULL)
