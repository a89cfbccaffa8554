"""Loops in C, where no Python signal handler gets a turn, in a cell and in a call. Killed; the rest is graded."""

ANSWERS = {
    "value": """
value = 7 / 16
print("attack: starts")
import collections, itertools
collections.deque(itertools.repeat(0), maxlen=0)
""",
    "double": """
def double(x):
    return sum(itertools.repeat(0)) if np.ndim(x) else 2 * x


import itertools
""",
}
# The cell that had to be killed is not run again, so what it defined is gone.
OUTCOME = {"value": "failed", "double": "failed"}
SAYS = {"value": "`value` isn't defined", "double": "didn't finish within 1 seconds"}
SECONDS = 12.0
