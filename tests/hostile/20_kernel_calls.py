"""Namespaces, mounts, io_uring, bpf, userfaultfd, perf, modules, the clock: interfaces to the kernel. All are denied."""

ANSWERS = {
    "value": """
import ctypes, os, platform

value = 7 / 16
libc = ctypes.CDLL(None, use_errno=True)
arm = platform.machine() == "aarch64"
CALLS = {  # name: (x86_64, aarch64)
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265), "io_uring_setup": (425, 425), "bpf": (321, 280), "userfaultfd": (323, 282),
    "perf_event_open": (298, 241), "kexec_load": (246, 104), "finit_module": (313, 273), "reboot": (169, 142),
    "settimeofday": (164, 170), "personality": (135, 92), "swapon": (167, 224), "syslog": (103, 116),
}


def error(number, *args):
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(number, *args, 0, 0, 0) == -1 else 0


print("attack: let through", [name for name, pair in CALLS.items() if error(pair[arm], 0x10000000, 0, 0) != 1],
      "clone with a user namespace", error(220 if arm else 56, 0x10000011, 0, 0), "clone3", error(435, 0, 0, 0))
""",
}
PRINTS = {"value": "attack: let through [] clone with a user namespace 1 clone3 38"}
