"""Forks twice with a session of its own, as daemons do, and execs another program. It ends with the notebook."""

ANSWERS = {
    "value": """
import os, time

value = 7 / 16
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        os.execvp("sleep", ["sleep", "86399"])
    os._exit(0)
os.wait()
time.sleep(0.1)
names = [open(f"/proc/{pid}/comm").read().strip() for pid in os.listdir("/proc") if pid.isdigit()]
print("attack:", sorted(names)[-1])
""",
}
PRINTS = {"value": "attack: sleep"}
