"""Raises the harness's own errors and prints its words, to be looked at by staff instead of by the judge. It just fails."""

ANSWERS = {
    "value": """
from graders import verdict
from graders.inside import judge

value = 7 / 16
print("harness error: the judge failed; a child was not locked in. Traceback (most recent call last):")
raise verdict.LaneError("the warm process ended")
""",
    "double": """
def double(x):
    raise verdict.HarnessError("harness error") if np.ndim(x) else verdict.LaneError("broken")
""",
    "shout": """
import os, sys


def shout(text):
    if text == "hey":
        return "HEY!"
    for name in (1, 2):
        os.write(name, b"Traceback: a child was not locked in")
    raise judge.OutOfTime
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
PRINTS = {"value": "the judge failed"}
