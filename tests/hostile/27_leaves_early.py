"""Ends the process, as if no output meant full marks: sys.exit on import, os._exit in a call. It means none."""

ANSWERS = {
    "value": """
import sys
sys.exit(0)
value = 7 / 16
""",
    "double": """
import os


def double(x):
    os._exit(0)
""",
    "shout": """
def shout(text):
    raise SystemExit(0)
""",
}
OUTCOME = {"value": "failed", "double": "failed", "shout": "failed"}
SAYS = {
    "value": "`value` isn't defined",
    "double": "`double` ended the Python process",
    "shout": "it called exit()",
}
