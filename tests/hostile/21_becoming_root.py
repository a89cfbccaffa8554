"""setuid, chroot, device files, set-uid programs, inherited descriptors. There is nothing to be had."""

ANSWERS = {
    "value": """
import os, subprocess

value = 7 / 16


def refused(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False


status = dict(line.split(":", 1) for line in open("/proc/self/status"))
ends = [os.readlink(f"/proc/self/fd/{name}").split(":")[0] for name in os.listdir("/proc/self/fd")
        if os.path.lexists(f"/proc/self/fd/{name}")]
print("attack:", [refused(attempt) for attempt in (
    lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chroot("."),
    lambda: os.chown("/usr", 0, 0), lambda: os.mknod("disk", 0o60666, os.makedev(8, 0)),
)].count(True), "of 6 refused;", "capabilities", int(status["CapEff"], 16) | int(status["CapBnd"], 16),
    "no new ones", status["NoNewPrivs"].strip(), "descriptors", sorted(ends))
su = subprocess.run(["su", "-c", "id"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
print("attack: su", su.returncode != 0)
""",
}
PRINTS = {
    "value": "attack: 6 of 6 refused; capabilities 0 no new ones 1 descriptors "
    "['/dev/null', '/dev/null', '/dev/null', 'socket']",
}
