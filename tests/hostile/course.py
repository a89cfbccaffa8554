"""The small exercise that all hostile submissions attack, and the words that must never reach a student.

Four answers, each with its tests: a number, a function of arrays, a function that draws, a function of text. The tests
lean on what an attacker would love to replace: builtins, NumPy, loops.
"""

from __future__ import annotations

import copy

from nbformat.notebooknode import NotebookNode

from graders.notebook import grade_id
from graders.restore import Exercise
from tests import tiny

NAME = "ex01_hostile"

# Words to look for in feedback: each stands in one place that a student may not see.
IN_HIDDEN_TEST = "canary-hidden-mauve-otter"
IN_HIDDEN_INPUT = "canary-input-amber-quokka"  # what a hidden test calls a student's function with
IN_SOLUTION = "canary-solution-teal-heron"
IN_ENVIRONMENT = "canary-environment-rose-newt"
IN_GRADEBOOK = "canary-gradebook-lime-ibis"
IN_SIBLING = "canary-sibling-cyan-stoat"
SECRETS = (IN_HIDDEN_TEST, IN_HIDDEN_INPUT, IN_SOLUTION, IN_ENVIRONMENT, IN_GRADEBOOK, IN_SIBLING)

POINTS = {"value": 1.0, "double": 2.0, "draw": 2.0, "shout": 1.0}

HONEST = {
    "value": "value = 7 / 16",
    "double": "def double(x):\n    return 2 * x",
    "draw": "def draw(rng, n):\n    return rng.random(n)",
    "shout": 'def shout(text):\n    return text.upper() + "!"',
    "why": "Because seven of the sixteen are good.",
}

TESTS = {
    "value": f"""
assert 0 < float(value) < 1, "value is a probability"
### BEGIN HIDDEN TESTS
from graders import checks  # {IN_HIDDEN_TEST}

with checks.check("the value"):
    checks.close(value, 0.4375, what="value", known={{0.25: "Count the good ones again."}})
assert abs(value - 0.4375) < 1e-9, "not the value"
### END HIDDEN TESTS
""",
    "double": f"""
assert double(1) == 2
### BEGIN HIDDEN TESTS
from graders import checks  # {IN_HIDDEN_TEST}

with checks.check("numbers"):
    for _n in range(2, 5):
        assert double(_n) == 2 * _n, "not twice as much"
with checks.check("arrays"):
    _given = np.array([3.5, -1.25, 733.0625])
    assert np.allclose(checks.leaves_unchanged(double, _given), 2 * _given), "not twice as much"
### END HIDDEN TESTS
""",
    "draw": f"""
### BEGIN HIDDEN TESTS
from graders import checks  # {IN_HIDDEN_TEST}

with checks.check("so many draws"):
    assert len(draw(np.random.default_rng(52_013), 7)) == 7, "the wrong number of draws"
with checks.check("fair draws"):
    _draws = np.concatenate(checks.draws_from(draw, 50, np.random.default_rng(9), 20))
    assert len(set(_draws.tolist())) == 1000, "the same draws again"
    assert _draws.min() >= 0, "a draw below 0"
    assert abs(_draws.mean() - 0.5) < 0.05, "far from fair"
### END HIDDEN TESTS
""",
    "shout": f"""
assert shout("hey") == "HEY!"
### BEGIN HIDDEN TESTS
from graders import checks

with checks.check("louder"):
    assert shout("{IN_HIDDEN_INPUT}") == "{IN_HIDDEN_INPUT.upper()}!", "not loud enough"
### END HIDDEN TESTS
""",
}

# How student code finds the object that answers the judge, in its own process.
ME = """
import gc

me = next(thing for thing in gc.get_objects() if type(thing).__name__ == "Student")
"""


def exercise() -> Exercise:
    """Return the exercise: source and release."""
    setup = "import math\n\nimport matplotlib.pyplot as plt\nimport numpy as np"
    cells = [
        tiny.cell("markdown", "h-title", "# Sixteen things\n\nSeven of them are good."),
        tiny.cell("code", "h-setup", setup, "given"),
    ]
    for name, test in TESTS.items():
        hidden = f"{HONEST[name]}  # {IN_SOLUTION}"
        solution = f"### BEGIN SOLUTION\n{hidden}\n### END SOLUTION"
        cells += [
            tiny.cell("markdown", f"h-{name}-question", f"## {name}"),
            tiny.cell("code", f"h-{name}", solution, "answer"),
            tiny.cell("code", f"h-test-{name}", test.strip("\n"), "test", POINTS[name]),
        ]
    scheme = "=== BEGIN MARK SCHEME ===\n1 point: sixteen.\n=== END MARK SCHEME ==="
    text = f"### BEGIN SOLUTION\n{IN_SOLUTION}\n{scheme}\n### END SOLUTION"
    cells.append(tiny.cell("markdown", "h-why", text, "written", 1))
    source = tiny.notebook(cells)
    return Exercise(NAME, source, tiny.released(source))


def answered(of: Exercise, answers: dict[str, str] | None = None) -> NotebookNode:
    """Return the release with its answers filled in: right ones, but for those given."""
    filled = HONEST | (answers or {})
    nb = copy.deepcopy(of.release)
    for cell in nb.cells:
        name = grade_id(cell).removeprefix("h-")
        if name in filled:
            cell.source = filled[name].strip("\n")
    return nb
