"""Puts what hidden tests call it with into exceptions' texts and types. The student reads that it raised, not with what."""

ANSWERS = {
    "double": """
def double(x):
    if np.ndim(x) == 0 and x == 1:
        return 2
    raise ValueError(f"no {x}")
""",
    "shout": """
def shout(text):
    if text == "hey":
        return "HEY!"
    raise type(text, (ValueError,), {"__str__": lambda self: text})
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
SAYS = {"shout": "raised ValueError", "double": "raised ValueError"}
ABSENT = ["733.0625"]
OPEN = (
    "A message quotes one line of a student's exception, which helps the honest; it can tell a hidden input."
)
