"""Refuses to answer, in 30 MB of text with half a character in it. The message is ours."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
from graders import wire

value = 7 / 16
honest = me.answer
long = wire.encode("attack \\ud800" + "!" * 30_000_000)


def answer(request):
    if request["op"] == "names":
        return "refused", long
    return honest(request)


me.answer = answer
""",
}
OUTCOME = {"value": "failed", "double": "failed", "draw": "failed", "shout": "failed"}
SAYS = {"value": "can't be sent"}
ABSENT = ["attack \ufffd!", "!!!!"]
LARGEST = 1_000_000
