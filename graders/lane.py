"""A lane: the coordinator's trusted handle on one warm process. It starts pairs, enforces deadlines, kills and reaps.

One lane serves one notebook at a time. A warm process that dies or misbehaves raises
:class:`~graders.verdict.LaneError`; the caller starts a fresh lane and tries once more.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graders import jail, wire
from graders.verdict import LaneError

SPARE_STUDENTS = 6  # how often a student process that died is replaced within one notebook
WARM_UP_SECONDS = 120.0
ANSWER_SECONDS = 20.0


@dataclass
class Pair:
    """A judge and a student at work, as the coordinator sees them."""

    lane: Lane
    folder: Path
    judge: wire.Channel
    waiting: list[socket.socket]
    student_pid: int

    def interrupt_student(self) -> bool:
        """Send Ctrl-C to the student process."""
        return bool(self.lane.ask({"do": "signal", "pid": self.student_pid, "signal": signal.SIGINT})["sent"])

    def replace_student(self) -> bool:
        """Kill the student process and fork a new one on the next spare socket."""
        if not self.waiting:
            return False
        self.lane.ask({"do": "signal", "pid": self.student_pid, "signal": signal.SIGKILL})
        self.student_pid = self.lane.fork("student", self.folder, [self.waiting.pop(0)])
        return True


class Lane:
    """One warm process. Use as a context manager, or call :meth:`close`."""

    def __init__(self, preload: Sequence[str] = (), limits: jail.Resources | None = None) -> None:
        self.preload = list(preload)
        self.limits = limits or jail.Resources()
        self.isolation = "separate processes with resource limits"
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._folder = Path()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the warm process and wait until it is warm.

        Raises:
            LaneError: it can't be started; the text holds what it printed.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._folder = Path(tempfile.mkdtemp(prefix="graders-lane-"))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-m", "graders.inside.warm", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                cwd=self._folder,
                env=_environment(self._folder),
            )
        self._control = ours
        settings = {"preload": self.preload, "folder": str(self._folder), "limits": asdict(self.limits)}
        ours.settimeout(WARM_UP_SECONDS)
        self.ask(settings)
        ours.settimeout(ANSWER_SECONDS)

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
            raise LaneError(f"the warm process doesn't answer: {error}{self._last_words()}") from error
        if not packet:
            raise LaneError(f"the warm process ended{self._last_words()}")
        answer: dict[str, Any] = json.loads(packet)
        if "error" in answer:
            raise LaneError(answer["error"])
        return answer

    def _last_words(self) -> str:
        if self._process is None or self._process.stderr is None:
            return ""
        self._process.kill()
        text = self._process.stderr.read().decode("utf-8", "replace").strip()
        return f". It said: {text[-2_000:]}" if text else ""

    def fork(self, role: str, folder: Path, socks: Sequence[socket.socket]) -> int:
        """Fork a child that owns ``socks``, which are closed here, and return its pid."""
        try:
            request = {"do": "fork", "role": role, "folder": str(folder)}
            return int(self.ask(request, [sock.fileno() for sock in socks])["pid"])
        finally:
            for sock in socks:
                sock.close()

    @contextmanager
    def pair(self, files: dict[str, bytes] | None = None) -> Iterator[Pair]:
        """Start a judge and a student, and make sure that nothing is left of them afterwards.

        Args:
            files: what the student finds in its working directory, by relative path.
        """
        if self._process is None:
            self.start()
        folder = Path(tempfile.mkdtemp(prefix="work-", dir=self._folder))
        for name, content in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        control, judge_control = socket.socketpair()
        links = [socket.socketpair() for _ in range(SPARE_STUDENTS + 1)]
        waiting = [student for _, student in links]
        try:
            self.fork("judge", folder, [judge_control, *(judge for judge, _ in links)])
            student_pid = self.fork("student", folder, [waiting.pop(0)])
            yield Pair(self, folder, wire.Channel(control), waiting, student_pid)
        finally:
            for sock in (control, *waiting):
                sock.close()
            try:
                self.ask({"do": "end"})
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """End the warm process and all that descends from it."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2)
            self._process.kill()
            self._process.wait()
            if self._process.stderr is not None:
                self._process.stderr.close()
            self._process = None
            shutil.rmtree(self._folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    """Return the whole environment of the warm process: nothing of the user's but the locale and BLAS settings."""
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
        "HOME": str(folder),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
    }
