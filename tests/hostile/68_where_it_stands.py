"""Leaves its folder, removes it, locks it, nests 3,000 folders, links to the outside from inside. Nobody has to clean up."""

ANSWERS = {
    "value": """
import os

value = 7 / 16
os.symlink("@COURSE@/submitted/zoe", "next-door")
os.symlink("/usr", "/scratch/tmp/usr")
said = []
for path in ("next-door/ps1/hostile-mark", "/scratch/tmp/usr/hostile-mark", "../../hostile-mark", "/proc/self/cwd/../../hostile-mark"):
    try:
        open(path, "w").close()
        said.append(path)
    except OSError:
        pass
for _ in range(3_000):
    os.mkdir("deep")
    os.chdir("deep")
os.chmod("/scratch/work", 0)
os.chmod("/scratch/tmp", 0)
print("attack: wrote", said)
""",
}
PRINTS = {"value": "attack: wrote []"}
