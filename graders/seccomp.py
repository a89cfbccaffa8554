"""The system calls that student code may not make, as a BPF program the kernel runs before each one.

The filter is a list of what is denied, since Python and its libraries use some 200 calls and the list of
those would break with every new libc. What is denied falls into six groups: talking to the network or another
process, other namespaces and mounts, kernel interfaces with a history of holes, memory that no limit counts,
file locks (a channel between two submissions that read the same library), and changing the machine. Calls
newer than ``NEWEST`` don't exist.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Sequence

from graders import kernel

NEWEST = 462  # mseal, Linux 6.10: the last call looked at here
# Architecture, its number in seccomp's data, and where its own numbers end and those of another begin.
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000

# name: (x86_64, aarch64); -1 where there is none.
DENIED = {
    # network and other processes
    "socket": (41, 198),
    "bind": (49, 200),
    "connect": (42, 203),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "setsockopt": (54, 208),  # larger buffers are memory that nobody counts
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semctl": (66, 191),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "inotify_init": (253, -1),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # kernel interfaces with a history
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "personality": (135, 92),
    "modify_ldt": (154, -1),
    "uselib": (134, -1),
    "ustat": (136, -1),
    "sysfs": (139, -1),
    "_sysctl": (156, -1),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "remap_file_pages": (216, 234),
    # the machine
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "create_module": (174, -1),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "acct": (163, 89),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "iopl": (172, -1),
    "ioperm": (173, -1),
    "vhangup": (153, 58),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
}
# Libraries know what to do without these.
ABSENT = {"clone3": (435, 435), "memfd_create": (319, 279), "memfd_secret": (447, 447)}
NO_LOCKS = {"flock": (73, 32)}

FCNTL, IOCTL, CLONE = (72, 25), (16, 29), (56, 220)
_LOCKS = (5, 6, 7, 36, 37, 38)  # F_GETLK, F_SETLK, F_SETLKW and their F_OFD_ forms
_FCNTL_DENIED = (
    8,
    10,
    15,
    1024,
    1026,
)  # F_SETOWN, F_SETSIG, F_SETOWN_EX (signals to others), F_SETLEASE, F_NOTIFY
_IOCTL_DENIED = (
    0x5412,
    0x541C,
    0x8901,
    0x8902,
)  # TIOCSTI, TIOCLINUX (typing for others), FIOSETOWN, SIOCSPGRP
_NAMESPACES = (
    kernel.CLONE_NEWNS | kernel.CLONE_NEWCGROUP | kernel.CLONE_NEWUTS | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET
)  # fmt: skip

# Without a pid namespace every process of this user can be reached, so student code may start none, and may
# signal, trace or limit only itself.
_OWN_PID_ONLY = {
    "kill": (62, 129),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}
_ALONE = {
    "tkill": (200, 130),
    "pidfd_send_signal": (424, 424),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "fork": (57, -1),
    "vfork": (58, -1),
}
_CLONE_THREAD = 0x10000
_MAY_BE_ZERO = ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr")

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def _step(code: int, k: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, k)


def _refuse(number: int) -> bytes:
    return _step(_RETURN, _ERRNO | number)


def _on(number: int, body: Sequence[bytes]) -> bytes:
    """Return steps that run ``body``, which must end in a return, if the call is ``number``."""
    return _step(_EQUAL, number, 0, len(body)) + b"".join(body) if number >= 0 else b""


def _argument(position: int) -> bytes:
    return _step(_LOAD, 16 + 8 * position)  # its low half: both machines are little-endian


def _unless(code: int, values: Sequence[int], error: int) -> list[bytes]:
    """Return steps that refuse with ``error`` where the loaded value matches one of ``values``."""
    return [step for value in values for step in (_step(code, value, 0, 1), _refuse(error))]


def build(machine: str, alone: int | None = None) -> bytes:
    """Return the filter for ``machine``.

    Args:
        machine: ``x86_64`` or ``aarch64``.
        alone: the pid of the process it is for, where no pid namespace protects the others.

    Raises:
        OSError: no filter is known for this kind of machine.
    """
    if machine not in _ARCHITECTURE:
        raise OSError(errno.ENOSYS, f"there is no system call filter for {machine}")
    column = kernel.COLUMNS[machine]
    allow = _step(_RETURN, _ALLOW)
    steps = [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL)]
    steps += [_step(_AT_LEAST, NEWEST + 1, 0, 1), _refuse(errno.ENOSYS)]
    for calls, error in ((DENIED, errno.EPERM), (ABSENT, errno.ENOSYS), (NO_LOCKS, errno.ENOLCK)):
        steps += [_on(numbers[column], [_refuse(error)]) for numbers in calls.values()]
    clone = [_argument(0), *_unless(_ANY_BIT, [_NAMESPACES], errno.EPERM)]
    if alone is not None:
        clone += [_step(_ANY_BIT, _CLONE_THREAD, 1, 0), _refuse(errno.EPERM)]
        steps += [_on(numbers[column], [_refuse(errno.EPERM)]) for numbers in _ALONE.values()]
        for name, numbers in _OWN_PID_ONLY.items():
            own = [0, alone] if name in _MAY_BE_ZERO else [alone]
            body = [_argument(0), *(step for pid in own for step in (_step(_EQUAL, pid, 0, 1), allow))]
            steps.append(_on(numbers[column], [*body, _refuse(errno.EPERM)]))
    fcntl = [
        _argument(1),
        *_unless(_EQUAL, _LOCKS, errno.ENOLCK),
        *_unless(_EQUAL, _FCNTL_DENIED, errno.EPERM),
        allow,
    ]
    ioctl = [_argument(1), *_unless(_EQUAL, _IOCTL_DENIED, errno.EPERM), allow]
    steps += [
        _on(CLONE[column], [*clone, allow]),
        _on(FCNTL[column], fcntl),
        _on(IOCTL[column], ioctl),
        allow,
    ]
    return b"".join(steps)


def install(program: bytes) -> None:
    """Put this process and all it starts under ``program``, for good. no_new_privs must be set.

    Raises:
        OSError: the kernel refused.
    """
    code = ctypes.create_string_buffer(program, len(program))
    header = _Program(len(program) // 8, ctypes.addressof(code))
    kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.byref(header))
