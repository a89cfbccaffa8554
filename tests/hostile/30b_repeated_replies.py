"""Answers a question twice, so that the second answer is there before the next question. It is not taken for that."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
value = 7 / 16
honest = me.channel.send


def twice(frame):
    honest(frame)
    honest(frame)
""",
    "double": """
def double(x):
    if np.ndim(x) == 0 and x == 2:
        me.channel.send = twice
    return 2 * x
""",
    "shout": """
import inspect
import msgpack
from graders import wire


def shout(text):
    for frame in inspect.stack():
        request = frame.frame.f_locals.get("request")
        if request and text == "hey":
            # The right number: this one counts, and the real answer comes when nobody asks any more.
            me.channel.send(msgpack.packb({"id": request["id"], "kind": "ok", "body": wire.encode("HEY!")}))
            break
    return text.upper() + "!"
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
SAYS = {"double": "could not be read", "shout": "could not be read"}
