"""The measuring programs that ``bench`` starts, each in a process of its own; each prints one JSON object.

``grade ARGUMENTS…``    the harness's own command line, with a clock: when each submission was finished, how long each
                        step took, how much memory the coordinator used. The clock is put on from outside, by wrapping
                        functions; the harness itself has none.
``limit COURSE PS``     the same cells in one warm interpreter, nothing isolated: what no grader can be faster than.
``trivial COURSE PS``   a notebook with nothing to do, in the jail and without it: what a pair of processes costs.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import statistics
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from graders import cli, course, grade, jail, lane, wire
from graders.inside.warm import preload, share
from graders.notebook import Role, role
from graders.restore import restore

clock = time.perf_counter
CELL_SECONDS = 10  # an endless loop is stopped in the limit, too
DRAWS = "plt.show()"


def memory() -> dict[str, float]:
    """Return this process's memory in MB: now, and at most so far."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {name: int(fields[key].split()[0]) / 1024 for name, key in (("now", "VmRSS"), ("peak", "VmHWM"))}


# ------------------------------------------------------------------------------------------------ grade


class Steps:
    """Seconds spent in each step of grading, summed over notebooks."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.last = 0.0
        self.drawing: set[int] = set()

    def time(self, owner: Any, name: str, step: str | Callable[..., str]) -> None:
        """Replace ``owner.name`` by itself with a clock."""
        original = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            started = clock()
            try:
                return original(*args, **kwargs)
            finally:
                self.seconds[step if isinstance(step, str) else step(*args)] += clock() - started

        setattr(owner, name, timed)

    def watch(self) -> None:
        """Put clocks on everything between reading a submission and writing its marks."""
        self.time(course.Course, "submission", "read")
        self.time(grade, "parse", "read")
        self.time(grade, "restore", "restore")
        self.time(lane.Lane, "fork", "fork")
        self.time(lane.Lane, "ask", lambda _, request, *__: "end" if request.get("do") == "end" else "")
        self.time(cli.Gradebook, "record", "gradebook")
        self.time(sys.modules["graders.classroom"].nbk, "write_text", "write notebooks")
        self.time(sys.modules["graders.classroom"].nbk, "dumps", "write notebooks")
        self.watch_events()

    def watch_events(self) -> None:
        """Between two reports of the judge lies one cell: the student's, or a test."""
        pair, take, cells = lane.Lane.pair, grade._take, grade._cells

        @contextlib.contextmanager
        def timed_pair(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with pair(*args, **kwargs) as made:
                self.last = clock()
                yield made

        def timed_take(event: dict[str, Any], *args: Any) -> None:
            kind = {"ran": "student cells", "judged": "test cells"}.get(event["event"], "requests")
            if event["event"] == "ran" and event["index"] == -1:
                kind = "lock in"
            elif event["event"] == "ran" and event["index"] in self.drawing:
                kind = "figures"
            self.seconds[kind] += clock() - self.last
            take(event, *args)
            self.last = clock()

        def with_a_first_cell(*args: Any, **kwargs: Any) -> list[dict[str, Any]]:
            # Its answer comes when both processes are locked in.
            found = cells(*args, **kwargs)
            self.drawing = {cell["index"] for cell in found if DRAWS in cell["source"]}
            return [{**found[0], "index": -1, "kind": "student", "source": "pass"}, *found]

        lane.Lane.pair = timed_pair  # type: ignore[method-assign]
        grade._take, grade._cells = timed_take, with_a_first_cell


def grade_with_a_clock(arguments: list[str], in_steps: bool) -> dict[str, Any]:
    """Run the command line; return when submissions or pages were finished and what the coordinator needed."""
    finished: list[float] = []
    autograde = cli.autograde

    def timed(*args: Any, **kwargs: Any) -> Any:
        progress = kwargs.pop("progress")

        def step(graded: Any) -> None:
            finished.append(clock())
            progress(graded)

        return autograde(*args, progress=step, **kwargs)

    write = cli.feedback.write

    def timed_write(*args: Any, **kwargs: Any) -> None:
        write(*args, **kwargs)
        finished.append(clock())

    cli.autograde, cli.feedback.write = timed, timed_write
    steps = Steps()
    if in_steps:
        steps.watch()
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main(arguments, standalone_mode=False)  # a submission that stays ungraded ends this program, too
    return {"finished": finished, "memory": memory(), "steps": steps.seconds}


# ------------------------------------------------------------------------------------------------ limit


def limit(folder: Path, name: str, students: list[str]) -> dict[str, Any]:
    """Run each submission's cells, tests included, in this interpreter; return seconds a notebook."""
    found = course.Course(folder)
    assignment = found.assignment(name)
    preload([*found.settings.preload, "graders.checks"])
    warnings.simplefilter("ignore")
    # What lies beside a notebook, and the model that the course shares.
    os.environ |= found.settings.environment
    os.chdir(found.folder("release", name))
    sys.path.insert(0, "")
    with contextlib.redirect_stdout(io.StringIO()):
        preload(assignment.preload)
        share(list(found.settings.share))
    notebooks = []
    for student in students:
        submission = found.submission(name, student)
        for exercise in assignment.exercises:
            data = submission.notebooks[exercise.name]
            if isinstance(data, bytes):
                notebooks.append(restore(exercise, grade.parse(data))[0])
    for nb in notebooks[:4]:  # the first ones load what is loaded once
        run_cells(nb)
    seconds, figures = [], []
    for nb in notebooks:
        started = clock()
        figures.append(run_cells(nb))
        seconds.append(clock() - started)
    return {"seconds": seconds, "figures": figures}


def run_cells(nb: Any) -> float:
    """Run a notebook's cells in one namespace; a failing one doesn't stop the next. Return seconds of cells that draw.

    Figures are rendered, as a notebook does it.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    figures = 0.0
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            started = clock()
            signal.alarm(CELL_SECONDS)
            with contextlib.suppress(BaseException):
                exec(compile(cell.source, "cell", "exec"), namespace)  # noqa: S102  (our own cases)
            signal.alarm(0)
            if role(cell) is not Role.TEST and (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
                for number in pyplot.get_fignums():
                    pyplot.figure(number).savefig(io.BytesIO(), bbox_inches="tight")
                pyplot.close("all")
            if DRAWS in cell.source:
                figures += clock() - started
    return figures


# ------------------------------------------------------------------------------------------------ trivial


def trivial(folder: Path, name: str, times: int) -> dict[str, Any]:
    """Time a pair with one empty cell, jailed and not: fork, the first answer, and all with kill and reap."""
    found = course.Course(folder)
    cell = {
        "index": 0,
        "kind": "student",
        "source": "pass",
        "points": 0.0,
        "timeout": 10.0,
        "in_process": False,
    }
    job = {"cells": [cell], "limits": {"call": 5.0, "cell": 10.0, "notebook": 40.0}}
    taken: dict[str, list[list[float]]] = {jail.JAIL: [], jail.NONE: []}
    with contextlib.ExitStack() as stack:
        lanes = {
            level: stack.enter_context(lane.Lane(found.assignment(name).preload, force=level))
            for level in taken
        }
        for made in lanes.values():
            made.start()
        for _ in range(times + 3):
            for level, made in lanes.items():
                started = clock()
                with made.pair() as pair:
                    forked = clock()
                    pair.judge.send(wire.encode(job))
                    wire.decode(pair.judge.receive(time.monotonic() + 60))
                    answered = clock()
                taken[level].append([forked - started, answered - started, clock() - started])
    names = ("fork", "first answer", "all")
    return {
        level: dict(
            zip(names, (statistics.median(column) for column in zip(*rows[3:], strict=True)), strict=True)
        )
        for level, rows in taken.items()
    }


def main() -> None:
    """Run one of the programs."""
    what, *rest = sys.argv[1:]
    if what in ("grade", "steps"):
        found = grade_with_a_clock(rest, in_steps=what == "steps")
    elif what == "limit":
        found = limit(Path(rest[0]), rest[1], rest[2:])
    else:
        found = trivial(Path(rest[0]), rest[1], int(rest[2]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
