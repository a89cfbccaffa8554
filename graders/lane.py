"""A lane: the coordinator's trusted handle on one warm process. It starts pairs, kills and reaps.

One lane serves one notebook at a time. A warm process that dies or misbehaves raises
:class:`~graders.verdict.LaneError`; the caller closes the lane, which starts afresh by itself, and tries once
more.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

import msgpack

from graders import jail, wire
from graders.verdict import LaneError

SPARE_STUDENTS = 4  # how often a student process is replaced within one notebook
WARM_UP_SECONDS = 120.0
ANSWER_SECONDS = 20.0
LOCKED_AFTER = 10.0
PREFIX = "graders-work-"


class Refused(LaneError):
    """The machine doesn't allow a level of isolation."""


@dataclass
class Pair:
    """A judge and a student at work, as the coordinator sees them."""

    lane: Lane
    files: int
    judge: wire.Channel
    waiting: list[socket.socket]
    student_pid: int

    def obey(self, what: str) -> bool | str:
        """Do what the judge asks: ``interrupt`` or ``replace`` the student process, say ``why`` it ended."""
        if what == "why":
            return self.why_it_ended()
        return self.interrupt_student() if what == "interrupt" else self.replace_student()

    def interrupt_student(self) -> bool:
        """Send Ctrl-C to the student process."""
        return bool(self.lane.ask({"do": "signal", "pid": self.student_pid, "signal": signal.SIGINT})["sent"])

    def replace_student(self) -> bool:
        """Kill the student process and fork a new one on the next spare socket."""
        if not self.waiting:
            return False
        self.lane.ask({"do": "signal", "pid": self.student_pid, "signal": signal.SIGKILL})
        self.student_pid = self.lane.fork("student", [self.waiting.pop(0)], self.files)
        return True

    def why_it_ended(self) -> str:
        """Return what the student's code did that ended its process, or an empty string."""
        if self.lane.ask({"do": "why", "pid": self.student_pid})["why"] == "memory":
            return f"used more than {self.lane.limits.memory // 2**20:,} MB of memory"
        return ""


class Lane:
    """One warm process. Use as a context manager, or call :meth:`close`.

    Args:
        preload: modules to import before the first notebook comes.
        limits: what one notebook's code may use.
        files: what every notebook finds beside it, read-only, by relative path.
        share: functions (``module.function``) to call before the first notebook comes; what they return is there in
            judge and student, and crosses between them by reference.
        environment: variables on top of the few that student code has.
        unsafe: go on without isolation where the machine allows none.
        force: this level of isolation and no other.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        limits: jail.Resources | None = None,
        *,
        files: Mapping[str, bytes] | None = None,
        share: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        unsafe: bool = False,
        force: str | None = None,
    ) -> None:
        self.preload = list(preload)
        self.files = dict(files or {})
        self.share = list(share)
        self.environment = dict(environment or {})
        self.limits = limits or jail.Resources()
        self.levels = [force] if force else [jail.JAIL, jail.LANDLOCK, *([jail.NONE] if unsafe else [])]
        self.level = self.levels[0]
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._folder: Path | None = None
        self._folder_lock = self._words = -1
        self._stopped = False

    @property
    def isolation(self) -> str:
        """What student code is locked in by, in words."""
        return jail.ISOLATION[self.level]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the warm process at the strongest level of isolation there is, and wait until it is warm.

        Raises:
            LaneError: it can't be started; the text holds what it printed.
        """
        refusals = []
        if self._stopped:
            raise LaneError("this lane was stopped")
        for level in self.levels:
            try:
                self._start(level)
                return
            except Refused as error:
                refusals.append(f"{level}: {error}")
        raise LaneError(
            "this machine allows no isolation of student code; `graders doctor` says why and what to do "
            f"({'; '.join(refusals)}). To grade without any: --unsafe-no-sandbox."
        )

    def _start(self, level: str) -> None:
        self.level = level
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        home = jail.TEMPORARY
        if level != jail.JAIL:
            self._make_folder()
            home = str(self._folder)
        # Not a pipe: nobody reads it until something goes wrong, and then it must not block.
        self._words = os.memfd_create("graders-lane-words")
        self._control = ours
        try:
            if self._stopped:
                raise LaneError("this lane was stopped")
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-B", "-m", "graders.inside.warm", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._words,
                    pass_fds=[theirs.fileno()],
                    cwd="/",
                    env=_environment(home) | self.environment,
                    start_new_session=True,  # Ctrl-C is the coordinator's
                )
            settings = {
                "preload": self.preload,
                "share": self.share,
                "level": level,
                "folder": home,
                "limits": asdict(self.limits),
            }
            ours.settimeout(WARM_UP_SECONDS)
            with _packed(self.files) as files:
                answer = self.ask(settings, files)
            ours.settimeout(ANSWER_SECONDS)
            if "refused" in answer:
                raise Refused(answer["refused"])
        except BaseException:
            self.close()
            raise

    def ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """Send one request to the warm process and return its answer.

        Raises:
            LaneError: it refused, ended, or didn't answer in time.
        """
        if self._control is None:
            raise LaneError("this lane is closed")
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], descriptors)
            packet = self._control.recv(65_536)
        except OSError as error:
            raise LaneError(f"the warm process doesn't answer: {error}. {self._said()}".strip()) from error
        if not packet:
            raise LaneError(f"the warm process ended. {self._said()}".strip())
        answer: dict[str, Any] = json.loads(packet)
        if "error" in answer:
            raise LaneError(answer["error"])
        return answer

    def _said(self, since: int = 0) -> str:
        """Return the end of what the warm process printed, and its children before they were locked in."""
        size = os.fstat(self._words).st_size
        start = max(since, size - 2_000)
        text = os.pread(self._words, size - start, start).decode("utf-8", "replace").strip()
        return f"It said: {text}" if text else ""

    def fork(self, role: str, socks: Sequence[socket.socket], files: int = -1) -> int:
        """Fork a child that owns ``socks``, which are closed here, and return its pid.

        Args:
            role: ``judge`` or ``student``.
            socks: its sockets.
            files: a descriptor of packed files for its working directory, or -1.
        """
        try:
            size = os.fstat(files).st_size if files >= 0 else 0
            descriptors = [*(sock.fileno() for sock in socks), *([files] if size else [])]
            return int(self.ask({"do": "fork", "role": role, "files": size}, descriptors)["pid"])
        finally:
            for sock in socks:
                sock.close()

    @contextmanager
    def pair(self, files: dict[str, bytes] | None = None) -> Iterator[Pair]:
        """Start a judge and a student, and make sure that nothing is left of them afterwards.

        Args:
            files: what the student finds in its working directory, by relative path; the lane's own files win.
        """
        if self._process is None:
            self.start()
        said = os.fstat(self._words).st_size
        own = _without_clashes(files or {}, self.files)
        packed = _pack(own) if own else -1
        control, judge_control = socket.socketpair()
        links = [socket.socketpair() for _ in range(SPARE_STUDENTS + 1)]
        waiting = [student for _, student in links]
        try:
            self.fork("judge", [judge_control, *(judge for judge, _ in links)])
            student_pid = self.fork("student", [waiting.pop(0)], packed)
            yield Pair(self, packed, wire.Channel(control), waiting, student_pid)
        finally:
            for sock in (control, *waiting, judge_control, *(judge for judge, _ in links)):
                sock.close()
            if packed >= 0:
                os.close(packed)
            self.ask({"do": "end"})
            if words := self._said(said):
                raise LaneError(f"a child was not locked in. {words}")

    def stop(self) -> None:
        """End for good what this lane is doing. From any thread: whoever waits for it gets a ``LaneError``."""
        self._stopped = True
        if (control := self._control) is not None:
            with suppress(OSError):
                control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the warm process and all that descends from it. The lane can be used again."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            # The process started is a keeper, which ends when we hang up and everything below it is gone.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.5 if self._stopped else 5)
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._words >= 0:
            os.close(self._words)
            self._words = -1
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._folder_lock)
            self._folder = None

    # ---- a folder on the host's disk, where there is no jail

    def _make_folder(self) -> None:
        """Make a folder, and remove those whose coordinator was killed."""
        for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if time.time() - old.lstat().st_mtime < LOCKED_AFTER:
                    continue  # made just now, and not locked yet
                descriptor = _locked(old)
                shutil.rmtree(old, ignore_errors=True)
                os.close(descriptor)
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._folder_lock = _locked(self._folder)


def _locked(folder: Path) -> int:
    """Return a descriptor that holds ``folder``'s lock, which ends with this process.

    Raises:
        OSError: somebody else's, or no folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(descriptor).st_uid != os.geteuid():
            raise PermissionError(folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _without_clashes(files: Mapping[str, bytes], given: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of ``files`` that need no place which one of ``given`` takes, as a file or as a folder."""
    folders = {str(parent) for name in given for parent in PurePosixPath(name).parents}
    return {
        name: content
        for name, content in files.items()
        if name not in folders and given.keys().isdisjoint([name, *map(str, PurePosixPath(name).parents)])
    }


@contextmanager
def _packed(files: Mapping[str, bytes]) -> Iterator[list[int]]:
    """Give the descriptor of packed files, or none where there are none."""
    if not files:
        yield []
        return
    descriptor = _pack(files)
    try:
        yield [descriptor]
    finally:
        os.close(descriptor)


def _pack(files: Mapping[str, bytes]) -> int:
    """Return a descriptor of memory that holds ``files``: they go to the jail without touching a disk."""
    descriptor = os.memfd_create("graders-files")
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(msgpack.packb(dict(files), unicode_errors="surrogateescape"))
    return descriptor


def _environment(home: str) -> dict[str, str]:
    """Return the warm process's whole environment: nothing of the user's but locale and BLAS settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("LANG", "TZ") or name.startswith(("OPENBLAS_", "LC_"))
    }
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return {
        **kept,
        **threads,
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "TMPDIR": home,
        "USER": "student",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
    }
