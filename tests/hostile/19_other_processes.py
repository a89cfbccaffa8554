"""ptrace, process_vm_readv, pidfd_getfd and /proc/<pid>/mem. There is no other process to look into, and no way to look."""

ANSWERS = {
    "value": """
import ctypes, glob, os, platform

value = 7 / 16
libc = ctypes.CDLL(None, use_errno=True)
numbers = [117, 270, 271, 438, 272] if platform.machine() == "aarch64" else [101, 310, 311, 438, 312]
errors = set()
for number in numbers:
    for pid in (1, 2, os.getpid()):
        ctypes.set_errno(0)
        libc.syscall(number, pid, pid, 0, 0, 0, 0)
        errors.add(ctypes.get_errno())
print("attack: errors", errors, "memories", glob.glob("/proc/[0-9]*/mem"))
""",
}
PRINTS = {"value": "attack: errors {1} memories ['/proc/1/mem']"}
