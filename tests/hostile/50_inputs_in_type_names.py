"""Returns objects whose type is named after what hidden tests call it with. Messages don't say that name."""

ANSWERS = {
    "double": """
def double(x):
    if np.ndim(x) == 0:
        return 2 * x
    return type(repr(x[2]), (), {})()
""",
    "shout": """
def shout(text):
    return "HEY!" if text == "hey" else type(text, (), {"__len__": lambda self: 3})()
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
ABSENT = ["733.0625"]
