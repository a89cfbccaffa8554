"""Lifts the caps on output in its own process, and shows 40 MB in each of four cells. They are cut on the other side, too."""

ANSWERS = {
    "value": """
import sys

value = 7 / 16
module = sys.modules["graders.inside.student"]
module.MAX_TEXT = module.MAX_RICH = module.MAX_MESSAGES = 10**12
""",
}
AFTER = ["print('attack ' * 6_000_000)"] * 2 + ["display({'text/html': 'attack ' * 6_000_000}, raw=True)"] * 2
PRINTS = {"after-0": "output cut"}
SECONDS = 12.0
# Of the notebook that was executed; the page is cut again.
LARGEST = 30_000_000
