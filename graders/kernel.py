"""System calls that Python 3.11 has no function for, as thin as can be: each raises OSError or succeeds.

Importable everywhere; callable on Linux only.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys

LINUX = sys.platform == "linux"
MACHINE = platform.machine()
_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REC, MS_PRIVATE = 0x4000, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 36, 38, 47

AT_FDCWD, AT_EMPTY_PATH, AT_RECURSIVE = -100, 0x1000, 0x8000
OPEN_TREE_CLONE, OPEN_TREE_CLOEXEC, MOVE_MOUNT_F_EMPTY_PATH = 1, 0o2000000, 4

# By number, since libc has no wrapper for them everywhere: (x86_64, aarch64).
_NUMBERS = {
    "pivot_root": (155, 41),
    "capset": (126, 91),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "mount_setattr": (442, 442),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
COLUMNS = {"x86_64": 0, "aarch64": 1}


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def _checked(what: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
    return result


def call(name: str, *args: object) -> int:
    """Make the system call ``name`` and return its result.

    Raises:
        OSError: the kernel refused, or this kind of machine isn't known.
    """
    if not LINUX or MACHINE not in COLUMNS:
        raise OSError(38, f"not known on {sys.platform} {MACHINE}", name)
    _libc.syscall.restype = ctypes.c_long
    return _checked(name, _libc.syscall(ctypes.c_long(_NUMBERS[name][COLUMNS[MACHINE]]), *args))


def prctl(option: int, value: int, pointer: object = None) -> None:
    """Set a property of this process; `man 2 prctl`."""
    _checked(f"prctl({option})", _libc.prctl(option, ctypes.c_ulong(value), pointer, None, None))


def unshare(flags: int) -> None:
    """Leave the namespaces in ``flags`` for new ones."""
    _checked("unshare", _libc.unshare(flags))


def setns(descriptor: int, kind: int) -> None:
    """Enter the namespace behind ``descriptor``."""
    _checked("setns", _libc.setns(descriptor, kind))


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount something; `man 2 mount`."""
    texts = [None if text is None else text.encode() for text in (source, target, kind)]
    data = options.encode() if options else None
    _checked(f"mount {target}", _libc.mount(*texts, ctypes.c_ulong(flags), data))


def clone_tree(path: str, flags: int) -> int:
    """Return a descriptor of a detached copy of the mounts from ``path`` down, with MS_… ``flags`` added."""
    how = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE
    tree = call("open_tree", AT_FDCWD, path.encode(), ctypes.c_uint(how))
    _set_mount_flags(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, flags)
    return tree


def add_mount_flags(path: str, flags: int) -> None:
    """Add MS_… ``flags`` to the mount at ``path``; those it has stay."""
    _set_mount_flags(AT_FDCWD, path, 0, flags)


def _set_mount_flags(base: int, path: str, how: int, flags: int) -> None:
    # The MOUNT_ATTR_… bits of these four are those of MS_….
    wanted = _MountAttributes(flags, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(wanted))
    call("mount_setattr", base, path.encode(), ctypes.c_uint(how), ctypes.byref(wanted), size)


def attach_tree(tree: int, target: str) -> None:
    """Mount what :func:`clone_tree` returned at ``target``."""
    call("move_mount", tree, b"", AT_FDCWD, target.encode(), ctypes.c_uint(MOVE_MOUNT_F_EMPTY_PATH))


def enter_root(folder: str) -> None:
    """Make the mount at ``folder`` the root and let go of the old one."""
    os.chdir(folder)
    call("pivot_root", b".", b".")
    _checked("umount2", _libc.umount2(b".", MNT_DETACH))
    os.chdir("/")


def set_host_name(name: str) -> None:
    """Set the name of this UTS namespace, and clear its domain."""
    _checked("sethostname", _libc.sethostname(name.encode(), ctypes.c_size_t(len(name))))
    _checked("setdomainname", _libc.setdomainname(b"", ctypes.c_size_t(0)))


def drop_capabilities() -> None:
    """Give up every capability, for good: bounding, ambient, permitted, effective and inheritable."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError as error:
            if error.errno == 22:  # beyond the last that this kernel has
                break
            # A process without CAP_SETPCAP keeps its bounding set; no_new_privs makes that one useless.
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())
    prctl(PR_CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends."""
    prctl(PR_SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Make this process the parent of every orphaned descendant, so that none of them can get away."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
