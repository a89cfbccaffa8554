"""How student code is locked in: on Linux, without root or a container, as well as the machine allows.

Theory of operation
===================

Most of a jail's price is building it, so it is built once a lane, around the warm process, before that
imports anything (a process with threads can't enter a user namespace). Each child then only adds what must be
its own.

**Once a lane.** The program that the coordinator starts (the keeper) enters new user, mount, pid, ipc, uts,
network and cgroup namespaces and forks the warm process as pid 1 of that pid namespace. The warm process
builds a root of its own: read-only mounts of the interpreter, its packages, the harness and the system's
libraries, four devices, a new /proc, a scratch tmpfs. It enters that root and lets go of the old one: the
course, the gradebook, homes and /run are not forbidden, they aren't there. Started by root, it also stops
being root (``SERVANT``): a process with the machine's uid 0 may write to /proc/sys however little else it may
do. Source mounts are cloned *before* that change, because root's interpreter often stands in a home that
nobody else may enter.

**Once a child.** The warm process makes a pid namespace and forks into it. The child, pid 1 of it,

1. takes a mount and an ipc namespace, and mounts in them a fresh tmpfs, capped in bytes and inodes, over the
   scratch folder (/tmp and /dev/shm lead there), and a /proc that shows its own processes only. (Both need
   the warm process's user namespace, so this comes before the next step; and because that namespace owns
   these mounts, nothing the child could ever become in its own can undo them.)
2. takes a user namespace, in which it is no longer root: RLIMIT_NPROC counts per user and user namespace, and
   doesn't hold for root, so only this gives each child a process limit of its own;
3. closes all descriptors but its sockets, sets resource limits, drops every capability, sets no_new_privs and
   loads the system call filter.

**Ending.** Killing pid 1 of a pid namespace kills all in it, however it hid. The keeper ends when the
coordinator hangs up, even if by SIGKILL, and takes the warm process along. Nothing of this is on the host's
disk.

**Memory.** RLIMIT_DATA bounds a process's private memory. Shared mappings and many processes together it
doesn't; the warm process watches those (:func:`memory_in_use`) and kills what goes over.

**Levels.** Where namespaces are refused: ``LANDLOCK``, for files, with the same filter and limits; there
student code may start no processes, since nothing would contain them. ``NONE`` is for whoever asks for it:
resource limits only.
"""

from __future__ import annotations

import os
import resource
import site
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graders import kernel, landlock, seccomp

JAIL, LANDLOCK, NONE = "jail", "landlock", "none"
ISOLATION = {
    JAIL: "jail: namespaces, seccomp, resource limits",
    LANDLOCK: "Landlock, seccomp, resource limits",
    NONE: "none (--unsafe-no-sandbox)",
}
SERVANT = 65_432  # whom a jail started by root runs as: nobody's uid, and within what containers map
INSIDE_ID = 1000  # what student code sees as its own uid
SCRATCH = "/scratch"
COURSE = "/course"  # the files that come with the assignment
TEMPORARY = f"{SCRATCH}/tmp"
_SOCKET_BUFFER = 212_992  # bytes, Linux's default

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
_FILES = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/matplotlibrc",
    # torch asks here which instructions the processor has
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
_PROCESSOR = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")  # where there is no /proc of our own
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_NAMESPACES = (
    kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS | kernel.CLONE_NEWNET | kernel.CLONE_NEWCGROUP
)  # fmt: skip


@dataclass(frozen=True)
class Resources:
    """What one notebook's code may use. Bytes, seconds and counts.

    Attributes:
        memory: on top of the libraries; also the bound for all its processes together.
        cpu: processor time of one process.
        file_size: of one file.
        open_files: descriptors of one process.
        processes: processes and threads.
        scratch: all files together.
        inodes: files and folders.
    """

    memory: int = 2 * 2**30
    cpu: int = 90
    file_size: int = 64 * 2**20
    open_files: int = 256
    processes: int = 64
    scratch: int = 256 * 2**20
    inodes: int = 20_000


# ------------------------------------------------------------------------------------------------ once a lane


def leave_host() -> None:
    """Enter namespaces of our own; children will be in a new pid namespace. :func:`map_ids` must follow.

    Raises:
        OSError: the machine refuses.
    """
    if os.geteuid() == 0:
        os.setgroups([])
    kernel.unshare(_NAMESPACES)


def map_ids(pid: int) -> None:
    """Say who root in ``pid``'s new user namespace is outside: never the machine's root."""
    outside = (SERVANT, SERVANT) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    _write_ids(str(pid), 0, outside)


def _write_ids(process: str, inside: int, outside: tuple[int, int]) -> None:
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {outside[0]} 1"),
        ("gid_map", f"{inside} {outside[1]} 1"),
    ):
        _write(f"/proc/{process}/{name}", os.O_WRONLY, text)


def _write(path: str, how: int, text: str) -> None:
    # By descriptor: open() would import an encoding, from an interpreter that may be out of reach just then.
    descriptor = os.open(path, how, 0o444)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def enter() -> None:
    """Build the read-only view and make it the root. For pid 1 of the lane, before it imports any library.

    Raises:
        OSError: a mount was refused, or the interpreter can't be read in there.
    """
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    read_only = kernel.MS_RDONLY | kernel.MS_NOSUID
    trees = [(path, kernel.clone_tree(path, read_only | kernel.MS_NODEV)) for path in visible()]
    trees += [(path, kernel.clone_tree(path, read_only)) for path in _DEVICES]
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    # The change of user took both away.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    kernel.die_with_parent()
    os.umask(0o022)
    base = "/tmp"
    kernel.mount("jail", base, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,nr_inodes=4k,mode=755")
    for path, tree in trees:
        _make_target(base + path, stat.S_ISDIR(os.fstat(tree).st_mode))
        kernel.attach_tree(tree, base + path)
        os.close(tree)
    _furnish(base)
    _mount_proc(f"{base}/proc")
    kernel.enter_root(base)
    kernel.add_mount_flags("/", kernel.MS_RDONLY)
    _mount_scratch(Resources().scratch, Resources().inodes)
    kernel.set_host_name("jail")
    for path in (os.__file__, __file__):
        if not os.access(path, os.R_OK):
            raise OSError(13, f"uid {SERVANT}, which root's jail runs as, can't read it", path)


def visible() -> list[str]:
    """Return what the view shows of the host: absolute paths, none below another, all read-only.

    Of an interpreter's prefix only the folders that Python reads: a virtual environment may share its folder
    with a course.
    """
    wanted = [path for path in _SYSTEM if not os.path.islink(path)]
    wanted += _FILES
    for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix):
        wanted += [f"{prefix}/{name}" for name in ("bin", "lib", "lib64", "pyvenv.cfg")]
    wanted += site.getsitepackages()
    # A folder that a .pth file names may hold anything; it is shown if it is for packages.
    wanted += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    wanted.append(os.path.dirname(__file__))
    found: list[str] = []
    for path in sorted(set(wanted), key=len):
        if os.path.exists(path) and not any(path.startswith(f"{shown}/") for shown in found):
            found.append(path)
    return found


def _make_target(path: str, folder: bool) -> None:
    if folder:
        os.makedirs(path, exist_ok=True)
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    _write(path, os.O_CREAT | os.O_WRONLY, "")


def _furnish(base: str) -> None:
    """Add to the new root what is no mount of the host's: links, users, mount points."""
    for path in _SYSTEM:
        if os.path.islink(path):
            os.symlink(os.readlink(path), base + path)
    for name in ("proc", "dev", "etc", SCRATCH.removeprefix("/"), COURSE.removeprefix("/")):
        os.makedirs(f"{base}/{name}", exist_ok=True)
    if not os.path.exists(f"{base}/tmp"):
        os.symlink(f"{SCRATCH}/tmp", f"{base}/tmp")
    os.symlink(f"{SCRATCH}/shm", f"{base}/dev/shm")
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"{base}/dev/{name}")
    for name, text in (
        ("passwd", f"student:x:{INSIDE_ID}:{INSIDE_ID}::{SCRATCH}/work:/bin/sh\n"),
        ("group", f"student:x:{INSIDE_ID}:\n"),
    ):
        _write(f"{base}/etc/{name}", os.O_CREAT | os.O_WRONLY, text)


def _mount_proc(target: str) -> None:
    kernel.mount("proc", target, "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)


@contextmanager
def course_folder(size: int) -> Iterator[str]:
    """A folder for ``size`` bytes that is read-only for everybody afterwards. For pid 1 of the lane."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("course", COURSE, "tmpfs", flags, f"size={2 * size + 2**20},mode=755")
    yield COURSE
    kernel.add_mount_flags(COURSE, kernel.MS_RDONLY)


def _mount_scratch(size: int, inodes: int) -> None:
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("scratch", SCRATCH, "tmpfs", flags, f"size={size},nr_inodes={inodes},mode=755")
    for name in ("tmp", "shm", "work"):
        os.mkdir(f"{SCRATCH}/{name}")


# ----------------------------------------------------------------------------------------------- once a child


class Cell:
    """What a child needs to lock itself in, made ready before the fork."""

    def __init__(self, level: str, limits: Resources, course: str = "") -> None:
        self.level = level
        self.limits = limits
        self.program = seccomp.build(kernel.MACHINE) if level == JAIL else b""
        self.readable = [*visible(), *_DEVICES, *_PROCESSOR, *filter(None, [course])]
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY) if level == JAIL else -1

    def before_fork(self) -> None:
        """Have the next fork start a pid namespace."""
        if self.level == JAIL:
            kernel.unshare(kernel.CLONE_NEWPID)

    def after_fork(self) -> None:
        """In the parent: make the fork after this one possible."""
        if self.level == JAIL:
            kernel.setns(self.own_pids, kernel.CLONE_NEWPID)

    def room(self, files_size: int) -> None:
        """In the child: take mounts and users of its own. Files handed in come on top of the limit."""
        os.setsid()
        if self.level != JAIL:
            kernel.die_with_parent()
            return
        user, group = os.geteuid(), os.getegid()
        kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
        _mount_scratch(self.limits.scratch + files_size, self.limits.inodes)
        _mount_proc("/proc")
        kernel.unshare(kernel.CLONE_NEWUSER)
        _write_ids("self", INSIDE_ID, (user, group))

    def lock(self, keep: tuple[int, ...], folder: str) -> None:
        """In the child: give up all that student code must not have.

        Args:
            keep: the descriptors it needs; 0 to 2 become /dev/null, all others are closed.
            folder: where it may write, for Landlock.
        """
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        _close_all_but({0, 1, 2, *keep})
        self._set_limits()
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        if self.level == NONE:
            return
        if self.level == LANDLOCK:
            landlock.restrict(self.readable, [folder, os.devnull])
        kernel.drop_capabilities()
        seccomp.install(self.program or seccomp.build(kernel.MACHINE, os.getpid()))

    def _set_limits(self) -> None:
        limits = self.limits
        for what, most in (
            (resource.RLIMIT_DATA, _private_memory() + limits.memory),
            (resource.RLIMIT_CPU, limits.cpu),
            (resource.RLIMIT_FSIZE, limits.file_size),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
            (resource.RLIMIT_MEMLOCK, 2**20),
            # Elsewhere it would count all that this user runs.
            (resource.RLIMIT_NPROC, limits.processes if self.level == JAIL else resource.RLIM_INFINITY),
        ):
            _, hard = resource.getrlimit(what)
            bounds = [value for value in (most, hard) if value != resource.RLIM_INFINITY]
            if bounds:
                resource.setrlimit(what, (min(bounds), min(bounds)))


def _close_all_but(keep: set[int]) -> None:
    start = 0
    for descriptor in sorted(keep):
        if start < descriptor:  # closerange(0, 0) would close them all
            os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 65_536)


# ------------------------------------------------------------------------------------------------ memory


def _private_memory() -> int:
    """Return the bytes of private writable memory this process has already: what RLIMIT_DATA counts."""
    return _sizes("/proc/self/status", ("VmData:",))


def memory_in_use(pids: list[int], inherited: int, limit: int) -> int:
    """Return the bytes that processes use together, shared pages counted once, as closely as ``limit`` needs.

    Args:
        pids: the processes.
        inherited: what they have from their parent, and share as long as they don't write.
        limit: above this the answer is exact.
    """
    # Taken off once: a program that was started anew shares none of it.
    rough = max(0, sum(map(resident, pids)) - inherited)
    if rough <= limit:
        return rough
    # Reading this takes milliseconds.
    return sum(
        _sizes(f"/proc/{pid}/smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))
        + _sizes(f"/proc/{pid}/status", ("VmPTE:",))
        for pid in pids
    )


def resident(pid: int) -> int:
    """Return the bytes a process has in memory that aren't pages of files; its page tables count."""
    return _sizes(f"/proc/{pid}/status", ("RssAnon:", "RssShmem:", "VmPTE:"))


def socket_buffers() -> int:
    """Return the bytes that the sockets of this network namespace may hold: no process's memory shows them."""
    with open("/proc/net/sockstat", encoding="ascii") as file:
        used = int(file.readline().split()[-1])
    return used * _SOCKET_BUFFER


def processes() -> Iterator[int]:
    """Yield the pids that this /proc shows."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            yield int(name)


def _sizes(path: str, fields: tuple[str, ...]) -> int:
    """Add up fields of a file in /proc; 0 if the process is gone."""
    total = 0
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(fields):
                    total += int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return 0
    return total
