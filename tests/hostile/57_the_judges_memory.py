"""Sends what is small on the wire and large when it is unpacked, so that the judge runs out of memory. The answer fails."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import msgpack

value = 7 / 16
letters = msgpack.packb(["\\U0001f600"] * 1_900_000)
huge = bytes([0x94]) + letters * 4
honest = me.answer


def answer(request):
    if request["op"] == "call" and request["target"] == chosen:
        return "ok", huge
    return honest(request)


chosen = None
me.answer = answer
""",
    "shout": """
def shout(text):
    return text.upper() + "!"


chosen = me.keep(shout)
print("attack: ready, MB on the wire:", len(huge) >> 20)
""",
}
OUTCOME = {"shout": ("failed", "not run")}
PRINTS = {"shout": "attack: ready, MB on the wire: 36"}
SECONDS = 25.0
