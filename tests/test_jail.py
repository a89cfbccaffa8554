"""The jail: what student code must not reach, tried by student code, as root and as an ordinary user."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graders import doctor, jail, kernel, landlock, seccomp
from graders.lane import Lane
from graders.verdict import LaneError

from .conftest import ROOT

MB = 2**20
LIMITS = jail.Resources(memory=200 * MB, cpu=20, scratch=16 * MB, inodes=100, file_size=12 * MB, processes=24)
ORDINARY_USER = 61_234

pytestmark = pytest.mark.slow
Ask = Callable[..., str]


@pytest.fixture(scope="module", params=[jail.JAIL, jail.LANDLOCK])
def any_lane(request: pytest.FixtureRequest) -> Iterator[Lane]:
    """Both levels that call themselves isolation."""
    with Lane(limits=LIMITS, force=request.param) as lane:
        try:
            lane.start()
        except LaneError as error:
            pytest.skip(f"this machine has no such level: {error}")
        yield lane


@pytest.fixture(scope="module")
def jailed() -> Iterator[Lane]:
    with Lane(limits=LIMITS, force=jail.JAIL) as lane:
        try:
            lane.start()
        except LaneError as error:
            pytest.skip(f"this machine allows no jail: {error}")
        yield lane


def ask(lane: Lane, code: str, *more: str, files: dict[str, bytes] | None = None) -> str:
    """Run cells in one student process and return what the last printed."""
    return doctor.ask_student(lane, [code, *more], files)[-1].strip()


def test_only_the_view_is_there(jailed: Lane) -> None:
    seen = set(ask(jailed, "import os; print(*os.listdir('/'))").split())
    shown = {path.split("/")[1] for path in jail.visible()}
    system = {
        "bin",
        "course",
        "sbin",
        "lib",
        "lib32",
        "lib64",
        "dev",
        "etc",
        "proc",
        "scratch",
        "sys",
        "tmp",
        "usr",
    }
    assert seen <= shown | system
    assert set(ask(jailed, "import os; print(*os.listdir('/dev'))").split()) == {
        "null", "zero", "random", "urandom", "shm", "fd", "stdin", "stdout", "stderr",
    }  # fmt: skip


def test_course_and_homes_cannot_be_read(any_lane: Lane) -> None:
    hidden = [str(ROOT / name) for name in ("source", "nbgrader_config.py", "tests", "submitted")]
    hidden += ["/etc/shadow", "/etc/hosts", "/var/lib", "/root/.bashrc", str(Path.home() / ".ssh")]
    code = f"""
for path in {hidden!r}:
    for read in (open, __import__("os").listdir):
        try:
            read(path); print(path)
        except OSError:
            pass
"""
    assert ask(any_lane, code) == ""


def test_student_is_nobody(jailed: Lane) -> None:
    code = """
import os, socket
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
print(os.getpid(), os.getuid(), os.getgid(), socket.gethostname())
print({int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")},
      status["NoNewPrivs"].strip(), status["Seccomp"].strip())
print(sorted(name for name in os.listdir("/proc") if name.isdigit()))
"""
    assert ask(jailed, code).split("\n") == ["1 1000 1000 jail", "{0} 1 2", "['1']"]


def test_nothing_outside_the_scratch_folder_can_be_written(any_lane: Lane) -> None:
    code = """
import os, sys, graders
places = ["/", "/dev", "/usr", "/etc", "/work", os.path.dirname(os.__file__), sys.prefix,
          os.path.dirname(graders.__file__), "/proc/sys/kernel", "/proc/sys/net/core"]
for place in places:
    try:
        open(place + "/x", "w"); print(place)
    except OSError:
        pass
for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", os.__file__):
    try:
        open(path, "a"); print(path)
    except OSError:
        pass
open("mine", "w").write("x"); print(open("mine").read())
"""
    assert ask(any_lane, code) == "x"


def test_files_arrive_and_nothing_stays_for_the_next(any_lane: Lane) -> None:
    look = "import os; print(sorted(os.listdir('.')), sorted(os.listdir(os.environ['TMPDIR'])))"
    assert ask(any_lane, "print(open('data/a.csv').read())", files={"data/a.csv": b"1,2"}) == "1,2"
    ask(any_lane, "import os, tempfile; open('left', 'w'); open(os.environ['TMPDIR'] + '/left2', 'w')")
    assert "left" not in ask(any_lane, look)


def test_every_folder_for_files_is_the_one_capped_tmpfs(jailed: Lane) -> None:
    code = """
import os
for folder in (".", "/tmp", "/dev/shm", "/scratch"):
    written = 0
    try:
        for number in range(64):
            with open(f"{folder}/f{number}", "wb") as file:
                file.write(bytes(2**20)); written += 1
    except OSError as error:
        print(error.errno, end=" ")
    for name in range(number + 1):
        if os.path.exists(f"{folder}/f{name}"): os.remove(f"{folder}/f{name}")
try:
    for number in range(1000): open(f"n{number}", "w").close()
except OSError as error:
    print(error.errno, number < 100)
"""
    if any(path.startswith("/tmp/") for path in jail.visible()):  # then /tmp itself is no scratch folder
        code = code.replace('"/tmp"', '"/scratch/tmp"')
    assert ask(jailed, code) == "28 28 28 28 28 True"


def test_no_network_not_even_to_a_neighbour(any_lane: Lane) -> None:
    code = """
import socket
def refused(function):
    try:
        function()
    except OSError:
        return True
families = (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK)
print([refused(lambda: socket.socket(family, kind)) for family in families
       for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)].count(True),
      refused(lambda: socket.getaddrinfo("example.org", 80)))
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
print(refused(lambda: a.bind("\\0name")), refused(lambda: a.connect("\\0name")))
a.send(b"between two of one's own"); print(b.recv(100).decode())
"""
    assert ask(any_lane, code).split("\n") == ["8 True", "True True", "between two of one's own"]


@pytest.mark.skipif(kernel.MACHINE not in kernel.COLUMNS, reason="no filter for this machine")
def test_every_denied_call_is_denied(any_lane: Lane) -> None:
    column = kernel.COLUMNS[kernel.MACHINE]
    numbers = {name: pair[column] for name, pair in seccomp.DENIED.items() if pair[column] >= 0}
    code = f"""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def error(*args):
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(*args) == -1 else 0
print([name for name, number in {numbers!r}.items() if error(number, -1, 0, 0, 0, 0, 0) != 1],
      error({seccomp.ABSENT["clone3"][column]}, 0, 0), error({seccomp.CLONE[column]}, 0x10000000, 0, 0, 0, 0),
      error(460 + 20, 0))
import fcntl
for lock in (fcntl.flock, fcntl.lockf):
    try:
        lock(open(__import__("os").__file__), fcntl.LOCK_SH); print("locked")
    except OSError as problem:
        print(problem.errno)
"""
    assert ask(any_lane, code).split("\n") == ["[] 38 1 38", "37", "37"]


@pytest.mark.skipif(kernel.MACHINE != "x86_64", reason="other machines have one architecture here")
@pytest.mark.parametrize(
    "attack", ["libc.syscall(0x40000000 + 39)", "ctypes.CFUNCTYPE(ctypes.c_int)(address)()"]
)
def test_foreign_architectures_are_killed(any_lane: Lane, attack: str) -> None:
    code = f"""
import ctypes, mmap
libc = ctypes.CDLL(None)
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))  # getpid by the 32-bit door
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
print({attack})
"""
    assert "ended the Python process" in ask(any_lane, code)


def test_honest_tools_work(jailed: Lane) -> None:
    code = """
import subprocess, threading, multiprocessing, tempfile, os, getpass, time, sys
print(subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout.strip())
found = []
thread = threading.Thread(target=lambda: found.append(1)); thread.start(); thread.join(); print(found)
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
with tempfile.TemporaryFile() as file:
    print(file.write(b"abc"), getpass.getuser(), os.cpu_count() > 0, time.localtime().tm_year > 2000)
import sqlite3
print(sqlite3.connect(":memory:").execute("select 1").fetchone())
import numpy as np
print(float(np.ones((50, 50)) @ np.ones(50) @ np.ones(50)))
"""
    expected = ["hello", "[1]", "[1, 2]", "3 student True True", "(1,)", "2500.0"]
    assert ask(jailed, code).split("\n") == expected


def test_processes_are_limited_for_each_child_alone(jailed: Lane) -> None:
    bomb = """
import os, time
count = 0
try:
    while count < 1000:
        if os.fork() == 0:
            while True:
                try: os.fork()
                except OSError: time.sleep(1)
        count += 1
except OSError:
    print("refused", count <= 24)
"""
    assert ask(jailed, bomb) == "refused True"
    assert ask(jailed, "import subprocess; print(subprocess.run(['true']).returncode)") == "0"


def test_without_namespaces_no_process_can_be_started_or_signalled() -> None:
    with Lane(limits=LIMITS, force=jail.LANDLOCK) as lane:
        code = f"""
import os, signal, resource
def refused(function):
    try:
        function()
    except OSError:
        return True
print(refused(os.fork), refused(lambda: os.kill({os.getpid()}, 0)), refused(lambda: os.kill(-1, 0)),
      refused(lambda: os.kill(0, 0)), refused(lambda: resource.prlimit({os.getpid()}, resource.RLIMIT_CPU)),
      refused(lambda: os.setpriority(os.PRIO_USER, 0, 19)), refused(lambda: os.kill(os.getpid(), 0)))
"""
        try:
            lane.start()
        except LaneError as error:
            pytest.skip(str(error))
        assert ask(lane, code) == "True True True True True True None"


MEMORY = {
    "shared": "import mmap\nx = mmap.mmap(-1, 2**30)\nfor i in range(0, 2**30, 4096): x[i] = 1",
    "dev/zero": """
import mmap
zero = open("/dev/zero", "r+b", buffering=0); x = mmap.mmap(zero.fileno(), 2**30)
for i in range(0, 2**30, 4096): x[i] = 1
""",
    "many": """
import os, time
for _ in range(10):
    if os.fork() == 0:
        x = b"x" * (100 * 2**20); time.sleep(10); os._exit(0)
time.sleep(10)
""",
}


@pytest.mark.parametrize("way", MEMORY)
def test_memory_that_rlimits_miss_is_limited(jailed: Lane, way: str) -> None:
    assert ask(jailed, MEMORY[way]) == "Your code used more than 200 MB of memory."
    assert ask(jailed, "print(1)") == "1"


def test_private_memory_is_limited(any_lane: Lane) -> None:
    too_much = "try:\n    b'x' * (300 * 2**20)\nexcept MemoryError: print('MemoryError')"
    assert ask(any_lane, too_much) == "MemoryError"
    assert ask(any_lane, "x = b'x' * (100 * 2**20); print('enough')") == "enough"


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(-1, 9); os.kill(1, 9); os.kill(os.getppid(), 9)",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "if not os.fork():\n os.setsid()\n os.fork() or os.execvp('sleep', ['sleep', '98765'])\n os._exit(0)",
        "[signal.signal(n, signal.SIG_IGN) for n in range(1, 32) if n not in (9, 19)]",
    ],
)
def test_signals_and_daemons_stay_inside(jailed: Lane, code: str) -> None:
    ask(jailed, f"import os, signal\n{code}")
    assert ask(jailed, "print(1)") == "1"
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _readable(path)]
    assert b"sleep\x0098765\x00" not in running


def _readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


def test_descriptors_and_environment_hold_nothing(jailed: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
import os, stat
names = os.listdir("/proc/self/fd")
ends = [os.readlink(f"/proc/self/fd/{name}") for name in names if os.path.lexists(f"/proc/self/fd/{name}")]
print(sorted(end.split(":")[0] for end in ends))
"""
    assert ask(jailed, code) == "['/dev/null', '/dev/null', '/dev/null', 'socket']"
    names = "import os; print(*sorted(os.environ)); print(open('/proc/self/environ').read())"
    monkeypatch.setenv("MY_SECRET", "hunter2")
    with Lane(limits=LIMITS, force=jail.JAIL) as lane:
        assert "hunter2" not in ask(lane, names)


def test_proc_files_that_lead_out_lead_nowhere(jailed: Lane) -> None:
    code = """
import os
for path in ("/proc/1/root", "/proc/self/cwd", "/proc/self/root/.."):
    print(sorted(os.listdir(path + "/"))[:1] if "cwd" not in path else os.readlink(path))
"""
    first, cwd, up = ask(jailed, code).split("\n")
    assert first == up
    assert cwd == "/scratch/work"


# ------------------------------------------------------------------------------------- the filter, by itself


def decide(program: bytes, number: int, arch: int, *args: int) -> int:
    """Run a filter as the kernel would."""
    data = struct.pack("=IIQ6Q", number & 0xFFFFFFFF, arch, 0, *(*args, *[0] * (6 - len(args))))
    steps = list(struct.iter_unpack("=HBBI", program))
    at = value = 0
    while True:
        code, yes, no, k = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, k)
        elif code == 0x06:
            return k
        else:
            matches = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}[code]
            at += yes if matches else no


ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x50000
ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


@pytest.mark.parametrize("machine", sorted(ARCH))
def test_filter_decides_as_meant(machine: str) -> None:
    program, arch, column = seccomp.build(machine), ARCH[machine], kernel.COLUMNS[machine]
    for calls, error in ((seccomp.DENIED, 1), (seccomp.ABSENT, 38), (seccomp.NO_LOCKS, 37)):
        for name, numbers in calls.items():
            if numbers[column] >= 0:
                assert decide(program, numbers[column], arch) == ERRNO | error, name
    read, sendto = {"x86_64": (0, 44), "aarch64": (63, 206)}[machine]
    assert decide(program, read, arch) == decide(program, sendto, arch) == ALLOW
    assert decide(program, read, 0x40000003) == KILL
    assert decide(program, seccomp.NEWEST + 1, arch) == ERRNO | 38
    fork, thread = 0x1200011, 0x3D0F00
    clone = seccomp.CLONE[column]
    assert decide(program, clone, arch, fork) == decide(program, clone, arch, thread) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert decide(program, clone, arch, fork | flag) == ERRNO | 1
    assert decide(program, seccomp.IOCTL[column], arch, 0, 0x5412) == ERRNO | 1
    assert decide(program, seccomp.IOCTL[column], arch, 0, 0x5401) == ALLOW
    assert decide(program, seccomp.FCNTL[column], arch, 3, 6) == ERRNO | 37
    assert decide(program, seccomp.FCNTL[column], arch, 3, 1030) == ALLOW


@pytest.mark.parametrize("machine", sorted(ARCH))
def test_filter_for_a_process_alone(machine: str) -> None:
    program, arch, column = seccomp.build(machine, alone=77), ARCH[machine], kernel.COLUMNS[machine]
    kill, limit = seccomp._OWN_PID_ONLY["kill"][column], seccomp._OWN_PID_ONLY["prlimit64"][column]
    assert decide(program, kill, arch, 77) == ALLOW
    for pid in (0, 1, 2**32 - 1, 78):
        assert decide(program, kill, arch, pid) == ERRNO | 1
    assert decide(program, limit, arch, 0) == decide(program, limit, arch, 77) == ALLOW
    assert decide(program, limit, arch, 5) == ERRNO | 1
    assert decide(program, seccomp.CLONE[column], arch, 0x1200011) == ERRNO | 1
    assert decide(program, seccomp.CLONE[column], arch, 0x3D0F00) == ALLOW


def test_unknown_machine_is_refused() -> None:
    with pytest.raises(OSError, match="no system call filter"):
        seccomp.build("vax")


# ------------------------------------------------------------------------------------------------ elsewhere


def test_doctor_finds_that_all_holds() -> None:
    found = list(doctor.examine(ROOT))
    if found[0].what != jail.ISOLATION[jail.JAIL] or not found[0].holds:
        pytest.skip(f"no jail here: {found[0].detail}")
    assert [item for item in found if not item.holds] == []
    assert "ms a pair" in found[-1].detail


def test_doctor_names_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_setting", lambda name: "1" if "apparmor" in name else "0")
    text = "; ".join(doctor.cures(jail.JAIL))
    assert "kernel.apparmor_restrict_unprivileged_userns=0" in text
    assert "user.max_user_namespaces" in text
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert "5.13" in doctor.cures(jail.LANDLOCK)[0]


INTERPRETER_IN_REACH = """
set -e
mount --make-rprivate /
mount -t tmpfs none /media
mkdir /media/python
mount --bind "$1" /media/python
if [ "$2" != - ]; then mount -t tmpfs -o mode=755 none "$2"; mkdir -p "$1"; fi
mount --move /media/python "$1"
shift 2
exec "$@"
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(not shutil.which("setpriv") or not shutil.which("unshare"), reason="no util-linux")
@pytest.mark.parametrize("module", ["test_jail.py", "test_lane.py"])
def test_all_of_this_holds_for_an_ordinary_user(module: str) -> None:
    home = "/root" if sys.base_prefix.startswith("/root/") else "-"  # which is closed to others
    # Who kills and interrupts whom doesn't depend on who one is; it takes a minute.
    fewer = [] if os.environ.get("HOSTILE_ALL") else ["-k", "not killed and not interrupt"]
    command = [
        "unshare", "-m", "sh", "-c", INTERPRETER_IN_REACH, "sh", sys.base_prefix, home,
        "setpriv", f"--reuid={ORDINARY_USER}", f"--regid={ORDINARY_USER}", "--clear-groups",
        sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/{module}", *fewer,
    ]  # fmt: skip
    environment = {**os.environ, "HOME": "/nonexistent", "IPYTHONDIR": "/media", "TMPDIR": "/media"}
    environment.pop("PYTEST_ADDOPTS", None)
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
    assert "no jail here" not in done.stdout
