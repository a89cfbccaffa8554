"""Takes memory in ways that a process's own limit doesn't count: shared mappings, and /dev/shm. Killed; no space."""

ANSWERS = {
    "value": """
value = 7 / 16
import mmap
much = mmap.mmap(-1, 2**30)
for place in range(0, 2**30, 4096):
    much[place] = 1
""",
    "double": """
def double(x):
    return 2 * x

written = 0
try:
    for number in range(64):
        with open(f"/dev/shm/hostile-mark-{number}", "wb") as file:
            written += file.write(bytes(2**24))
except OSError as error:
    print("attack: stopped below 300 MB:", written < 300 * 2**20, error.errno)
""",
}
OUTCOME = {"value": "failed"}
PRINTS = {"value": "used more than 300 MB of memory", "double": "attack: stopped below 300 MB: True 28"}
