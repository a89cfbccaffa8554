"""Puts hidden inputs where reasons stand: in a refusal, an unreadable value, an error of a cell. None is passed on."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
from graders import wire

value = 7 / 16
seen = []
honest = me.answer


def answer(request):
    if request["op"] == "call":
        seen.extend(me.arguments(request)[0])
        if len(seen) % 2:
            return "refused", wire.encode(f"it can't be sent: {seen[-1]}")
    if request["op"] == "run" and len(seen) > 3:
        return "error", wire.encode(["ValueError", "ValueError", f"seen {seen[-1]}"])
    if request["op"] == "names" and seen:
        reason = f"it can't be sent: {seen[-1]}"
        return "ok", wire.encode([[name, reason.encode(), False] for name in request["names"]])
    return honest(request)


me.answer = answer
""",
}
AFTER = ["print('attack')"]
OUTCOME = {"double": "failed", "draw": "failed", "shout": "failed"}
ABSENT = ["733.0625", "canary-input"]
