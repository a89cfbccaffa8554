"""The warm process: imports the libraries once, then forks a judge or a student in milliseconds.

It holds no tests, no solutions, no submissions and no secrets, since every child inherits its memory. It speaks with
one coordinator over a SOCK_SEQPACKET socket: one JSON request and one JSON answer a packet; descriptors for a child
come along with the request.

Requests: ``{"do": "fork", "role": "judge"|"student", "folder": …}`` with the child's sockets, ``{"do": "signal",
"pid", "signal"}``, ``{"do": "end"}`` (kill and reap every child). It ends when the coordinator hangs up.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
import traceback
from typing import Any

from graders import jail

MAX_PACKET = 65_536
# What ready-made cells and tests use whatever the course is about.
ALWAYS = ("numpy", "graders.checks", "graders.inside.judge", "graders.inside.student")


class Warm:
    """Forks children for one coordinator."""

    def __init__(self, control: socket.socket, limits: jail.Resources, shell: Any) -> None:
        self.control = control
        self.limits = limits
        self.shell = shell
        self.children: set[int] = set()

    def serve(self) -> None:
        """Answer until the coordinator hangs up."""
        while True:
            packet, descriptors, _, _ = socket.recv_fds(self.control, MAX_PACKET, 16)
            if not packet:
                return
            answer = self.do(json.loads(packet), descriptors)
            self.control.send(json.dumps(answer).encode())

    def do(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """Carry out one request."""
        try:
            if request["do"] == "fork":
                return {"pid": self.fork(request["role"], request["folder"], descriptors)}
            if request["do"] == "signal":
                return {"sent": self.signal(request["pid"], request["signal"])}
            return {"ended": self.end()}
        except OSError as error:
            return {"error": f"{request['do']}: {error}"}
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def fork(self, role: str, folder: str, descriptors: list[int]) -> int:
        """Fork a child; in the child, never return."""
        if (threads := len(os.listdir("/proc/self/task"))) != 1:  # noqa: PTH208  (no pathlib in a hot path)
            raise OSError(f"{threads} threads are running in the warm process; forking it would be unsafe")
        pid = os.fork()
        if pid:
            self.children.add(pid)
            return pid
        status = 1
        try:
            self.control.close()
            self.child(role, folder, descriptors)
            status = 0
        except BaseException:
            # Seen by the coordinator if it happened before descriptor 2 was closed, that is, on our side.
            os.write(2, traceback.format_exc().encode("utf-8", "replace")[-4_000:])
        finally:
            # No exit handlers: they belong to the warm process, or to student code.
            os._exit(status)

    def child(self, role: str, folder: str, descriptors: list[int]) -> None:
        """Become a judge or a student."""
        jail.lock_down(self.limits, tuple(descriptors))
        os.chdir(folder)
        os.environ["HOME"] = os.environ["TMPDIR"] = folder
        socks = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        if role == "judge":
            from graders.inside import judge

            judge.main(socks[0], socks[1:])
        else:
            from graders.inside import student

            student.main(socks[0], self.shell)

    def signal(self, pid: int, number: int) -> bool:
        """Signal one of our children; False if it isn't there any more."""
        if pid not in self.children:
            return False
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        if number == signal.SIGKILL:
            os.waitpid(pid, 0)
            self.children.discard(pid)
        return True

    def end(self) -> dict[str, int]:
        """Kill and reap all that descends from us; return how each child of ours had ended."""
        ended: dict[str, int] = {}
        give_up = time.monotonic() + 5
        while time.monotonic() < give_up:
            for pid in _children_of(os.getpid()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            try:
                pid, status = os.waitpid(-1, 0)
            except ChildProcessError:
                break
            if pid in self.children:
                ended[str(pid)] = os.waitstatus_to_exitcode(status)
        self.children.clear()
        return ended


def _children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(child) for child in file.read().split()]


def preload(modules: list[str]) -> None:
    """Import what can be imported; what can't be is the notebook's own business later."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    torch = sys.modules.get("torch")
    if torch is not None:
        # torch that ran in parallel before a fork hangs the child.
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)


def main() -> None:
    """Read the settings from the first packet, warm up, say so, serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(control.recv(MAX_PACKET))
    jail.die_with_parent()
    jail.adopt_orphans()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    preload([*ALWAYS, *settings["preload"]])
    from graders.inside.student import make_shell

    shell = make_shell(settings["folder"])
    shell.run_cell("pass")
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"ready": os.getpid()}).encode())
    Warm(control, jail.Resources(**settings["limits"]), shell).serve()


if __name__ == "__main__":
    main()
