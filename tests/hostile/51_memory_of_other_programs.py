"""Starts eight programs that take 60 MB each: none is large, together they are. They count together."""

ANSWERS = {
    "value": """
import subprocess, sys, time

value = 7 / 16
program = "x = bytearray(60 * 2**20)\\nx[::4096] = bytes(len(x[::4096]))\\nprint(flush=True)\\nimport time\\ntime.sleep(60)"
others = [subprocess.Popen([sys.executable, "-S", "-c", program], stdout=subprocess.PIPE) for _ in range(8)]
for other in others:
    other.stdout.readline()
time.sleep(0.2)
print("attack: took 480 MB")
""",
}
OUTCOME = {"value": "failed"}
PRINTS = {"value": "used more than 300 MB of memory"}
