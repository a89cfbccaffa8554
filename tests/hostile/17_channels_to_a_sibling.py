"""Abstract sockets, System V and POSIX memory, keyrings, locks on a library's file: channels to a neighbour. None opens."""

ANSWERS = {
    "value": """
import ctypes, fcntl, os, platform, socket

value = 7 / 16
libc = ctypes.CDLL(None, use_errno=True)
arm = platform.machine() == "aarch64"


def opens(attempt):
    try:
        return attempt() != -1
    except OSError:
        return False


def sockets():
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.bind("\\0hostile-mark")


print("attack: opened", [name for name, attempt in {
    "abstract socket": sockets,
    "shared memory": lambda: libc.shmget(4711, 4096, 0o1666),
    "semaphores": lambda: libc.semget(4711, 1, 0o1666),
    "messages": lambda: libc.msgget(4711, 0o1666),
    "message queue": lambda: libc.syscall(180 if arm else 240, b"hostile-mark", 0o102, 0o666, None),
    "keyring": lambda: libc.syscall(217 if arm else 248, b"user", b"hostile-mark", b"x", 1, -4),
    "flock": lambda: fcntl.flock(open(os.__file__), fcntl.LOCK_SH),
    "lockf": lambda: fcntl.lockf(open(os.__file__), fcntl.LOCK_SH),
    "lease": lambda: fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), 1024, fcntl.F_RDLCK),
    "watching": lambda: libc.inotify_init(),
}.items() if opens(attempt)])
open("/dev/shm/hostile-mark", "w").write("in a folder of its own")
""",
}
PRINTS = {"value": "attack: opened []"}
