"""Poisons what the warm process shares with everyone: caches, constants in memory, rcParams, library files. All is a copy."""

ANSWERS = {
    "value": """
import ctypes, linecache, math, os, re, sys

value = 7 / 16
re._cache.clear()
linecache.cache["<test cell>"] = (1, None, ["raise SystemExit"], "<test cell>")
plt.rcParams["figure.dpi"] = 1e9
ctypes.c_double.from_address(id(math.pi) + 16).value = 3.0
sys.path.insert(0, "/scratch/work")
written = []
for path in (os.__file__, np.__file__, sys.executable, "/usr/lib/hostile-mark", "/etc/passwd"):
    try:
        open(path, "a").close()
        written.append(path)
    except OSError:
        pass
for line in open("/proc/self/maps"):
    place, access = line.split()[:2]
    if access.endswith("s") and "w" in access:
        written.append(line)
print("attack: wrote to what others read:", written, "pi is", math.pi)
""",
}
PRINTS = {"value": "attack: wrote to what others read: [] pi is 3.0"}
