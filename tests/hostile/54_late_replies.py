"""Lets a call run over, and has a thread answer it later, when the judge asks for something else. It isn't taken for that."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import inspect, msgpack, signal, threading, time
from graders import wire

value = 7 / 16
signal.signal(signal.SIGINT, signal.SIG_IGN)


def double(x):
    if np.ndim(x) == 0:
        return 2 * x
    number = next(f.frame.f_locals["request"]["id"] for f in inspect.stack() if "request" in f.frame.f_locals)
    late = msgpack.packb({"id": number, "kind": "ok", "body": wire.encode((2 * x, [x]))})
    threading.Timer(1.3, me.channel.send, [late]).start()
    time.sleep(2)
    return x
""",
    "double": "print('attack: ready', callable(double))",
}
# The real answer comes when the judge asks for draws, and is no answer to that.
OUTCOME = {"double": "failed", "draw": "failed"}
PRINTS = {"double": "attack: ready True"}
SAYS = {"double": "didn't finish within 1 seconds"}
SECONDS = 10.0
