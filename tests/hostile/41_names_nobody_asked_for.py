"""Answers the judge with names it never asked for: a range without numbers, a NumPy that is always close. Refused."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import numpy
from graders import wire

value = 7 / 16


class Fake:
    array = staticmethod(numpy.array)
    allclose = staticmethod(lambda *args: True)


EXTRA = {"range": lambda *args: [], "np": Fake, "abs": lambda number: 0, "__builtins__": {}, "checks": Fake}
honest = me.operations["names"]


def names(request):
    return honest(request) + [[name, wire.encode(thing, me.keep), True] for name, thing in EXTRA.items()]


me.operations["names"] = names
print("attack: ready")
""",
    "double": """
def double(x):
    return 2 if np.ndim(x) == 0 and x == 1 else x
""",
}
OUTCOME = {"value": "failed", "double": "failed", "draw": "failed", "shout": "failed"}
PRINTS = {"value": "attack: ready"}
