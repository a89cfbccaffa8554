"""Landlock: a process gives up every file but those below some folders. For where namespaces are refused.

Weaker than a view of its own: names and sizes of other files can still be seen, memory-backed folders can't
be capped, and only kernels since 6.7 refuse TCP (the system call filter refuses all sockets anyway) and since
6.12 signals to others.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

from graders import kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER, _TRUNCATE = 1, 2, 4, 8, 1 << 14
READ = _EXECUTE | _READ_FILE | _READ_FOLDER
_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE  # what can be granted on a file
# How many rights each version of the interface knows: the last is used for all later ones.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """Return the version of the interface, 0 if there is none."""
    try:
        return kernel.call("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(1))
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Leave this process, for good, only the folders and files given. no_new_privs must be set.

    Raises:
        OSError: there is no Landlock here.
    """
    known = kernel.call("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(1))
    everything = (1 << _RIGHTS.get(known, 16)) - 1
    wanted = _Ruleset(everything, 3 if known >= 4 else 0, 3 if known >= 6 else 0)
    # An older kernel takes a shorter struct.
    size = ctypes.c_size_t(8 if known < 4 else 16 if known < 6 else 24)
    ruleset = kernel.call("landlock_create_ruleset", ctypes.byref(wanted), size, ctypes.c_uint(0))
    try:
        for paths, rights in ((readable, READ), (writable, everything)):
            for path in paths:
                _allow(ruleset, path, rights & everything)
        kernel.call("landlock_restrict_self", ruleset, ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):
        rights &= _FILE
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Rule(rights, descriptor)
        kernel.call("landlock_add_rule", ruleset, 1, ctypes.byref(rule), ctypes.c_uint(0))
    finally:
        os.close(descriptor)
