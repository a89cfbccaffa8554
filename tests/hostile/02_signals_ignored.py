"""Sleeps with every signal ignored that can be. It is killed when its time is up; later tests are graded."""

ANSWERS = {
    "double": """
import signal, time

ignored = 0
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
        ignored += 1
    except (OSError, ValueError):
        pass
print("attack: ignores", ignored > 50)


def double(x):
    if np.ndim(x) == 0 and x == 3:
        time.sleep(600)
    return 2 * x
""",
}
OUTCOME = {"double": "failed"}
PRINTS = {"double": "attack: ignores True"}
SAYS = {"double": "didn't finish within 1 seconds"}
SECONDS = 8.0
