"""Locks student code in on this machine, has it try what it must not, and says what holds, with cures.

Nothing is looked up and believed: a machine may allow a user namespace and then deny its capabilities, so
each line comes from doing it.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from graders import jail, landlock, wire
from graders.lane import Lane
from graders.verdict import LaneError

LIMITS = jail.Resources(memory=256 * 2**20, scratch=32 * 2**20, inodes=200, processes=32)
WARM = ("numpy", "scipy.stats", "sympy", "matplotlib.pyplot")

# What is tried, by student code that prints "held" if it was stopped. HIDDEN is a list of the host's files.
PROBES = {
    "no home folder, no course folder": """
import os
def readable(path):
    try:
        os.listdir(path) if os.path.isdir(path) else open(path).close()
    except OSError:
        return False
    return True
seen = [path for path in HIDDEN if readable(path)]
print("held" if not seen else f"can read {', '.join(seen)}")
""",
    "no writing outside the scratch folder": """
import os, sys
try:
    open(os.path.join(os.path.dirname(os.__file__), "x.py"), "w"); print("wrote into the library")
except OSError:
    print("held")
""",
    "no network": """
import socket
try:
    socket.socket(); print("a socket was made")
except OSError:
    print("held")
""",
    "no other processes in sight": """
import os
try:
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    seen = []
print("held" if len(seen) <= 1 else f"sees {len(seen)} processes")
""",
    "no new namespaces, no system calls with a history": """
import ctypes
libc = ctypes.CDLL(None)
calls = {"unshare": lambda: libc.unshare(0x10000000), "ptrace": lambda: libc.ptrace(0, 0, 0, 0)}
allowed = [name for name, call in calls.items() if call() >= 0]
print("held" if not allowed else f"may call {allowed}")
""",
    "a limit on processes": """
import os, time
count = 0
try:
    while count < 200:
        if os.fork() == 0:
            time.sleep(5); os._exit(0)
        count += 1
    print("started 200 processes")
except OSError:
    print("held")
""",
    "a limit on files": """
import os
try:
    for i in range(64):
        with open(f"f{i}", "wb") as file:
            file.write(bytes(2**20))
    print("wrote 64 MB")
except OSError:
    print("held")
""",
    "a limit on private memory": """
try:
    x = b"x" * (512 * 2**20); print("took 512 MB")
except MemoryError:
    print("held")
""",
    "a limit on shared memory": """
import mmap
x = mmap.mmap(-1, 2**30)
for i in range(0, 2**30, 4096):
    x[i] = 1
print("took 1 GB")
""",
}


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    what: str
    holds: bool
    detail: str = ""
    cure: str = ""


def examine(root: Path, levels: Sequence[str] = (jail.JAIL, jail.LANDLOCK)) -> Iterator[Finding]:
    """Yield what was found, as it is found.

    Args:
        root: the course folder, which student code must not see.
        levels: which levels of isolation to try, strongest first; the first that works is examined.
    """
    for level in levels:
        lane = Lane(WARM, LIMITS, force=level)
        started = time.monotonic()
        try:
            with lane:
                lane.start()
                warm_up = time.monotonic() - started
                yield Finding(jail.ISOLATION[level], True)
                yield from _tried(lane, root)
                yield from _timed(lane, warm_up)
            return
        except LaneError as error:
            yield Finding(jail.ISOLATION[level], False, str(error), "; ".join(cures(level)))
    yield Finding("any isolation", False, "", "grade on another machine, or with --unsafe-no-sandbox")


def _tried(lane: Lane, root: Path) -> Iterator[Finding]:
    shown = jail.visible()
    hidden = [
        str(path)
        for folder in (root, Path.home(), Path("/var"))
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        # The way to the interpreter leads through some of them; the interpreter itself is meant to be seen.
        if not any(f"{seen}/".startswith(f"{path}/") for seen in shown)
    ]
    for what, code in PROBES.items():
        said = ask_student(lane, [code.replace("HIDDEN", repr(hidden))])[0].strip()
        holds = said == "held" or "more than" in said
        cure = "" if lane.level == jail.JAIL else "only namespaces can promise this: see above"
        yield Finding(what, holds, "" if holds else said[:200], "" if holds else cure)


def _timed(lane: Lane, warm_up: float) -> Iterator[Finding]:
    times = []
    for _ in range(10):
        started = time.perf_counter()
        with lane.pair():
            times.append(time.perf_counter() - started)
    modules = ", ".join(name.split(".")[0] for name in WARM)
    yield Finding(
        "speed", True, f"{warm_up:.1f} s to warm up ({modules}), {1000 * median(times):.1f} ms a pair"
    )


def ask_student(
    lane: Lane, sources: Sequence[str], files: dict[str, bytes] | None = None, seconds: float = 20.0
) -> list[str]:
    """Run cells in a fresh student process and return the text that each printed, or its error's.

    Raises:
        LaneError: the pair failed.
    """
    rest = {"kind": "student", "points": 0.0, "timeout": seconds, "in_process": False}
    cells = [{"index": index, "source": source, **rest} for index, source in enumerate(sources)]
    job = {"cells": cells, "limits": {"call": seconds, "cell": seconds, "notebook": 50.0}}
    said = [""] * len(sources)
    give_up = time.monotonic() + 60
    with lane.pair(files) as pair:
        pair.judge.send(wire.encode(job))
        while (event := wire.decode(pair.judge.receive(give_up)))["event"] != "end":
            if event["event"] == "ask":
                pair.judge.send(wire.encode(pair.obey(event["what"])))
            elif event["event"] == "broken":
                raise LaneError(event["text"])
            else:
                texts = [output.get("text") or output.get("evalue") or "" for output in event["outputs"]]
                said[event["index"]] = "".join(texts)
    return said


# ------------------------------------------------------------------------------------------------ cures


def cures(level: str) -> list[str]:
    """Return what may make ``level`` possible on this machine."""
    if sys.platform != "linux":
        return [f"{platform.system()} has neither namespaces nor Landlock: use Linux, virtual if need be"]
    if level == jail.LANDLOCK:
        there = landlock.version() > 0
        return [] if there else ["Landlock needs Linux 5.13, and its name in /sys/kernel/security/lsm"]
    found = []
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        found.append(
            "Ubuntu's AppArmor denies capabilities in user namespaces: "
            "`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, or a profile with "
            f"`userns,` for {os.path.realpath(sys.executable)}"
        )
    if _setting("kernel/unprivileged_userns_clone") == "0":
        found.append("`sudo sysctl -w kernel.unprivileged_userns_clone=1`")
    if _setting("user/max_user_namespaces") == "0":
        found.append("`sudo sysctl -w user.max_user_namespaces=10000`")
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        found.append(
            "in a container: `--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined`"
        )
    release = platform.release()
    if "Microsoft" in release:
        found.append("WSL 1 has no namespaces: `wsl --set-version <distribution> 2`")
    if tuple(int(part) for part in release.split("-")[0].split(".")[:2]) < (5, 12):
        found.append(f"Linux {release} is too old; 5.12 is needed")
    return found


def _setting(name: str) -> str:
    try:
        return (Path("/proc/sys") / name).read_text(encoding="ascii").strip()
    except OSError:
        return ""
