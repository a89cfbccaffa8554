"""How a process locks itself down: what the warm process does once, and what each child does before hostile code runs.

This is the plain jail: resource limits, its own session, a scratch directory, an empty environment, no inherited
descriptors, and a parent that reaps every descendant.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Resources:
    """What one process may use. Bytes and seconds."""

    memory: int = 2 * 2**30
    cpu: int = 90
    file_size: int = 64 * 2**20
    open_files: int = 256


def prctl(option: int, value: int) -> None:
    """Call prctl(2).

    Raises:
        OSError: the kernel refused.
    """
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), f"prctl({option})")


def adopt_orphans() -> None:
    """Make this process the parent of every orphaned descendant, so that none of them can get away."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def lock_down(limits: Resources, keep: tuple[int, ...]) -> None:
    """Give up what student code must not have. Called in the child, right after the fork.

    Args:
        limits: its resources.
        keep: the descriptors it needs; 0 to 2 become /dev/null, all others are closed.
    """
    os.setsid()
    die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    _close_all_but({0, 1, 2, *keep})
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    used = _data_size()
    for what, most in (
        (resource.RLIMIT_DATA, used + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, most))


def _close_all_but(keep: set[int]) -> None:
    start = 0
    for descriptor in sorted(keep):
        if start < descriptor:  # closerange(0, 0) would close them all
            os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 65_536)


def _data_size() -> int:
    """Return the bytes of private writable memory this process has already: what RLIMIT_DATA counts."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  (fewer allocations after a fork)
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
