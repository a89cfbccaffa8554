"""Puts a pickle, an array of objects, and a dtype that needs evaluating into a reply. Refused, and never loaded."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import msgpack, pickle
from graders import wire


class Run:
    def __reduce__(self):
        return (exec, ("open('/scratch/tmp/hostile-mark', 'w'); import os; os._exit(0)",))


value = 7 / 16
bodies = [
    msgpack.packb(msgpack.ExtType(99, pickle.dumps(Run()))),
    msgpack.packb(msgpack.ExtType(wire._ARRAY, msgpack.packb(["|O", [1], pickle.dumps(Run())]))),
    msgpack.packb(msgpack.ExtType(wire._ARRAY, msgpack.packb(["<f8,(2,)i4", [1], bytes(16)]))),
    pickle.dumps(Run()),
]
honest = me.answer


def answer(request):
    if request["op"] == "call" and bodies:
        return "ok", bodies.pop()
    return honest(request)


me.answer = answer
print("attack: ready")
""",
    # What was never data goes as a handle, even in a list: nothing to load either.
    "shout": "def shout(text):\n    return np.array([Run()], dtype=object)",
}
# After the first refusal a new process comes, runs the cells again, and is refused again.
OUTCOME = {"double": "failed", "draw": "failed", "shout": "failed"}
PRINTS = {"value": "attack: ready"}
SAYS = {"double": "a dtype that is not on the list"}
