"""Answers the judge's questions with things of the wrong form. It is the answer's loss, never "our side failed"."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
value = 7 / 16
odd = [5, [[[1], b"", True]], [["shout", 5, False]], None]
honest = me.operations["names"]
me.operations["names"] = lambda request: odd.pop()
print("attack: ready")
""",
}
OUTCOME = {"value": "failed", "double": "failed", "draw": "failed", "shout": "failed"}
PRINTS = {"value": "attack: ready"}
