"""Reports outputs that are no outputs: objects, arrays, millions of empty lines. They are dropped; the marks stand."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import msgpack
from graders import wire

value = 7 / 16
deep = "x"
for _ in range(40):
    deep = [deep]
odd = [
    [object()], [np.zeros(3)], 5, [None], [{"output_type": np.zeros(2)}],
    [{"output_type": "stream", "name": object(), "text": 7}],
    [{"output_type": "display_data", "data": {"text/html": deep, 5: 5}}, {"output_type": "execute_result", "data": [1]}],
    [{"output_type": "error", "traceback": 5, "ename": [], "evalue": {}}],
    [{"output_type": "stream", "name": "stdout", "text": "attack: \\ud800 printed"}],
]
lines = {"output_type": "error", "ename": "", "evalue": "", "traceback": [""] * 1_500_000}
huge = [[{}] * 1_000_000, [lines, lines]]
honest = me.answer


def answer(request):
    kind, body = honest(request)
    if request["op"] == "run" and odd:
        body = wire.encode({"outputs": odd.pop(), "ok": True}, me.keep)
    elif request["op"] == "run" and huge:
        body = msgpack.packb({"outputs": huge.pop(), "ok": True})
    return kind, body


me.answer = answer
""",
}
AFTER = ["1"] * 8
PRINTS = {"double": "attack: "}
SECONDS = 20.0
