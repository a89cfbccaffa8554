"""The warm process: imports the libraries once, then forks a judge or a student in milliseconds.

It holds no tests, no solutions, no submissions and no secrets, since every child inherits its memory. It
speaks with one coordinator over a SOCK_SEQPACKET socket: one JSON request and one JSON answer a packet;
descriptors for a child come along with the request.

The first packet holds the settings, and a descriptor of the assignment's files if it has any; the answer is
``{"ready": …}``, or ``{"refused": …}`` if the machine doesn't allow the level of isolation that was asked for.
Requests: ``{"do": "fork", "role": "judge"|"student",
"files": n}`` with the child's sockets and, if n isn't 0, a last descriptor with n bytes of files; ``{"do":
"signal", "pid", "signal"}``; ``{"do": "why", "pid"}`` (why it was killed); ``{"do": "end"}`` (kill and reap
every child). It ends when the coordinator hangs up.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from typing import Any

from graders import jail, kernel, wire

MAX_PACKET = 65_536
WATCH_EVERY = 0.05  # seconds between two looks at the memory that children use
# What ready-made cells and tests use whatever the course is about.
# NumPy imports numpy.random when it is first asked for: 13 modules, in every child.
ALWAYS = ("numpy", "numpy.random", "graders.checks", "graders.inside.judge", "graders.inside.student")


class Warm:
    """Forks children for one coordinator."""

    def __init__(
        self,
        control: socket.socket,
        level: str,
        limits: jail.Resources,
        folder: str,
        shell: Any,
        course: dict[str, str],
    ) -> None:
        self.control = control
        self.level = level
        self.limits = limits
        self.folder = folder
        self.shell = shell
        self.course = course
        self.cell = jail.Cell(level, limits, f"{folder}/course" if course and level != jail.JAIL else "")
        self.roles: dict[int, str] = {}
        self.too_much: set[int] = set()
        self.count = 0
        self.inherited = jail.resident(os.getpid())

    def serve(self) -> None:
        """Answer until the coordinator hangs up."""
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        while True:
            while not poll.poll(WATCH_EVERY * 1000 if self.roles else None):
                self.watch()
            packet, descriptors, _, _ = socket.recv_fds(self.control, MAX_PACKET, 16)
            if not packet:
                return
            answer = self.do(json.loads(packet), descriptors)
            self.control.send(json.dumps(answer).encode())

    def do(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """Carry out one request."""
        try:
            if request["do"] == "fork":
                return {"pid": self.fork(request["role"], request["files"], descriptors)}
            if request["do"] == "signal":
                return {"sent": self.signal(request["pid"], request["signal"])}
            if request["do"] == "why":
                return {"why": "memory" if request["pid"] in self.too_much else ""}
            return {"ended": self.end()}
        except OSError as error:
            return {"error": f"{request['do']}: {error}"}
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    # ---- children

    def fork(self, role: str, files: int, descriptors: list[int]) -> int:
        """Fork a child; in the child, never return."""
        if (threads := len(os.listdir("/proc/self/task"))) != 1:
            raise OSError(f"{threads} threads are running in the warm process; forking it would be unsafe")
        self.count += 1
        self.cell.before_fork()
        pid = os.fork()
        if pid:
            self.cell.after_fork()
            self.roles[pid] = role
            return pid
        status = 1
        try:
            self.control.close()
            self.child(role, files, descriptors)
            status = 0
        except BaseException:
            # Seen by the coordinator if it happened before descriptor 2 was closed, that is, on our side.
            os.write(2, traceback.format_exc().encode("utf-8", "replace")[-4_000:])
        finally:
            # No exit handlers: they belong to the warm process, or to student code.
            os._exit(status)

    def child(self, role: str, files: int, descriptors: list[int]) -> None:
        """Become a judge or a student."""
        self.cell.room(files)
        folder = f"{jail.SCRATCH}/work"
        if self.level != jail.JAIL:
            folder = f"{self.folder}/work-{self.count}"
            os.mkdir(folder)
        os.chdir(folder)
        for name, target in self.course.items():
            _make_parent(name)
            os.symlink(target, name)
        if files:
            unpack(descriptors.pop(), files)
        os.environ["HOME"] = folder
        os.environ["TMPDIR"] = jail.TEMPORARY if self.level == jail.JAIL else folder
        self.cell.lock(tuple(descriptors), folder)
        socks = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        if role == "judge":
            from graders.inside import judge

            judge.main(socks[0], socks[1:])
        else:
            from graders.inside import student

            student.main(socks[0], self.shell)

    def signal(self, pid: int, number: int) -> bool:
        """Signal one of our children; False if it isn't there any more."""
        if pid not in self.roles:
            return False
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        if number == signal.SIGKILL:
            os.waitpid(pid, 0)
            del self.roles[pid]
        return True

    def watch(self) -> None:
        """Kill a child that uses more memory than it may, its own children included."""
        judges = [pid for pid, role in self.roles.items() if role == "judge"]
        students = [pid for pid, role in self.roles.items() if role == "student"]
        all_theirs, buffers = students, 0
        if self.level == jail.JAIL:  # then this /proc shows what they have started, too
            all_theirs = [pid for pid in jail.processes() if pid != os.getpid() and pid not in judges]
            buffers = jail.socket_buffers()
        most = self.limits.memory
        # A judge's own limit ends its test with an error of its own; this one would end the judge.
        for owners, pids, more, limit in (
            (judges, judges, 0, 2 * most),
            (students, all_theirs, buffers, most),
        ):
            if jail.memory_in_use(pids, self.inherited, limit) + more > limit:
                for pid in owners:
                    self.too_much.add(pid)  # first: whoever sees it end may ask at once
                    self.signal(pid, signal.SIGKILL)

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
            if pid in self.roles:
                ended[str(pid)] = os.waitstatus_to_exitcode(status)
        self.roles.clear()
        self.too_much.clear()
        if self.level != jail.JAIL:
            self.clean()
        return ended

    def clean(self) -> None:
        """Remove what children wrote, where that is on the host's disk."""
        left = [f"{self.folder}/{name}" for name in os.listdir(self.folder) if name.startswith("work-")]
        if left:
            # Student code may have taken away its own permissions, and nest deeper than Python recurses.
            subprocess.run(["/bin/chmod", "-R", "u+rwX", *left], check=False, stderr=subprocess.DEVNULL)
            subprocess.run(["/bin/rm", "-rf", *left], check=False, stderr=subprocess.DEVNULL)


def unpack(descriptor: int, size: int) -> list[str]:
    """Write packed files into the working directory and return their names."""
    import msgpack

    packed = os.pread(descriptor, size, 0)
    files = msgpack.unpackb(packed, unicode_errors="surrogateescape")
    for name, content in files.items():
        _make_parent(name)
        with open(name, "xb") as file:
            file.write(content)
    return list(files)


def _make_parent(name: str) -> None:
    if folder := os.path.dirname(name):
        os.makedirs(folder, exist_ok=True)


def _children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


# ------------------------------------------------------------------------------------------------ starting


def receive_course(level: str, folder: str, descriptor: int) -> dict[str, str]:
    """Write the assignment's files where every child can read them and none can write.

    Returns:
        Where each is, by its name relative to a notebook.
    """
    size = os.fstat(descriptor).st_size
    back = os.getcwd()
    locked = jail.course_folder(size) if level == jail.JAIL else contextlib.nullcontext(f"{folder}/course")
    with locked as where:
        os.makedirs(where, exist_ok=True)
        os.chdir(where)
        names = unpack(descriptor, size)
        os.chdir(back)
    os.close(descriptor)
    sys.path.append(where)
    return {name: f"{where}/{name}" for name in names}


def share(functions: list[str]) -> None:
    """Call ``module.function`` of given modules; both processes then have what it returns, and send it by name."""
    if functions:
        with contextlib.suppress(ImportError):
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # a progress bar would start a thread, and forking would be unsafe
    for name in functions:
        module, _, function = name.rpartition(".")
        if module in sys.modules:
            result = getattr(sys.modules[module], function)()
            for value in result if isinstance(result, tuple) else (result,):
                wire.share(value)


def preload(modules: list[str]) -> None:
    """Import what can be imported; what can't be is the notebook's own business later."""
    for name in modules:
        module, _, attribute = name.partition(":")
        with contextlib.suppress(Exception):
            found = importlib.import_module(module)
            if attribute:
                getattr(found, attribute)
    torch = sys.modules.get("torch")
    if torch is not None:
        # torch that ran in parallel before a fork hangs the child.
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        torch.zeros(2).add_(1)  # it looks for the processor's abilities at the first sum


def isolate(control: socket.socket) -> None:
    """Enter the jail. Returns in its pid 1; the process that was started stays outside and keeps it.

    Raises:
        OSError: the machine refuses.
    """
    ready, go = os.pipe()
    me = os.getpid()
    helper = os.fork()
    if helper == 0:
        # Only a process outside may say who a user inside is.
        status = 1
        with contextlib.suppress(OSError):
            os.close(go)
            if os.read(ready, 1):
                jail.map_ids(me)
                status = 0
        os._exit(status)
    try:
        jail.leave_host()
        os.write(go, b".")
    finally:
        os.close(go)
        os.close(ready)
        _, status = os.waitpid(helper, 0)
    if status:
        raise OSError(1, "the user namespace's ids can't be mapped")
    pid = os.fork()
    if pid:
        keep(control, pid)
    jail.enter()


def keep(control: socket.socket, pid: int) -> None:
    """Stay until the warm process ends or the coordinator hangs up, and leave nothing. Never returns."""
    try:
        warm = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(warm, select.POLLIN)
        poll.register(control, 0)  # hanging up is always told
        poll.poll()
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)  # until everything in its pid namespace is gone
        os._exit(0)


def first_times(shell: Any) -> None:
    """Do once what loads fonts, parsers and modules when it is done first, and would do so in every child."""
    from graders.inside.student import Outputs

    shell.outputs = Outputs()
    shell.run_cell("1 / 0")
    shell.outputs = None
    with contextlib.suppress(Exception):
        if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
            figure, axes = pyplot.subplots(layout="constrained")
            try:
                axes.plot([0, 1], label="$x$")
                axes.set(title="$x^2$", xlabel="x", yscale="log")
                axes.legend()
                figure.savefig(io.BytesIO(), bbox_inches="tight")
            finally:
                pyplot.close("all")  # or every child would show it
        if (sympy := sys.modules.get("sympy")) is not None:
            sympy.simplify(sympy.log(sympy.Symbol("x")) + 1)


def warm_up(settings: dict[str, Any]) -> Any:
    """Import everything; return the shell that students get."""
    preload([*ALWAYS, *settings["preload"]])
    share(settings["share"])
    from graders.inside.student import make_shell

    shell = make_shell(os.environ["TMPDIR"])
    shell.run_cell("pass")
    first_times(shell)
    # A thread that has finished may take a moment to be gone.
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(1.0)
    gc.collect()
    gc.freeze()
    return shell


def main() -> None:
    """Read the settings from the first packet, lock in, warm up, say so, serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    packet, course_files, _, _ = socket.recv_fds(control, MAX_PACKET, 1)
    settings = json.loads(packet)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    level, limits = settings["level"], jail.Resources(**settings["limits"])
    try:
        if level == jail.JAIL:
            isolate(control)
        else:
            kernel.adopt_orphans()
        # One child's whole set-up, as a probe: some machines allow the first steps and deny a later one.
        probe(level, limits, settings["folder"])
    except OSError as error:
        control.send(json.dumps({"refused": str(error)}).encode())
        return
    course = receive_course(level, settings["folder"], course_files[0]) if course_files else {}
    shell = warm_up(settings)
    warm = Warm(control, level, limits, settings["folder"], shell, course)
    control.send(json.dumps({"ready": os.getpid()}).encode())
    try:
        warm.serve()
    finally:
        warm.end()
        if level != jail.JAIL:  # the coordinator may have been killed, and remove nothing
            shutil.rmtree(settings["folder"], ignore_errors=True)


def probe(level: str, limits: jail.Resources, folder: str) -> None:
    """Lock a child in as every child will be.

    Raises:
        OSError: it didn't work; the text says what.
    """
    if level == jail.NONE:
        return
    cell = jail.Cell(level, limits)
    result, report = os.pipe()
    cell.before_fork()
    pid = os.fork()
    if pid == 0:
        text = ""
        try:
            cell.room(0)
            cell.lock((report,), folder)
        except OSError as error:
            text = str(error)
        os.write(report, text.encode() or b".")
        os._exit(0)
    cell.after_fork()
    os.close(report)
    said = os.read(result, 4_096).decode("utf-8", "replace")
    os.close(result)
    os.waitpid(pid, 0)
    if said != ".":
        raise OSError(said or "a child ended while it locked itself in")


if __name__ == "__main__":
    main()
