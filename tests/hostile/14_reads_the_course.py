"""Reads tests, solutions, the gradebook, homes and keys, by path and by searching. None of it is there."""

ANSWERS = {
    "value": """
import glob, os

value = 7 / 16
got = []
places = ["@COURSE@/source/ps1/ex01_hostile.ipynb", "@COURSE@/gradebook.db", "@COURSE@/nbgrader_config.py", "@COURSE@",
          "/proc/1/root@COURSE@", "/proc/1/cwd/../../@COURSE@", "/root", "/root/.ssh/id_rsa", "/home", "/etc/shadow",
          os.path.expanduser("~root/.bashrc"), "/var/lib", "/run", "/dev/sda", "/dev/mem", "/proc/kcore"]
for place in places:
    for read in (open, os.listdir):
        try:
            read(place)
            got.append(place)
        except OSError:
            pass
system = {"bin", "sbin", "lib", "lib32", "lib64", "usr", "proc", "sys", "nix", "gnu"}
for top in set(os.listdir("/")) - system:
    for folder, below, names in os.walk("/" + top):
        below[:] = [name for name in below if name not in ("site-packages", "lib", "bin")]
        got += [f"{folder}/{name}" for name in names if name.endswith((".ipynb", ".db", ".sqlite", "id_rsa"))]
print("attack: read", [place for place in got if place != "/root"])
""",
}
PRINTS = {"value": "attack: read []"}
