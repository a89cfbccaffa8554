"""Raises what one hidden test called it with in the next test's visible part, whose messages are shown whole. Not that."""

ANSWERS = {
    "double": """
seen = []


def double(x):
    seen.append(x)
    return 2 * x
""",
    "shout": """
def shout(text):
    raise ValueError(f"seen {seen[-1]}")
""",
}
OUTCOME = {"shout": "failed"}
SAYS = {"shout": "raised ValueError"}
ABSENT = ["733.0625"]
OPEN = "A message quotes one line of a student's exception, also in a later test; it can tell a hidden input."
