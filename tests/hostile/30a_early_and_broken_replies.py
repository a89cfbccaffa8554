"""Writes to the judge by itself: an answer nobody asked for, and one that claims 4 GB. Each costs that answer's marks."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
import msgpack
from graders import wire

value = 7 / 16
print("attack: has the judge's socket", me.channel.sock.fileno() > 2)
""",
    "double": """
def double(x):
    if np.ndim(x):
        me.channel.send(msgpack.packb({"id": 0, "kind": "ok", "body": wire.encode(2 * x)}))
    return 2 * x
""",
    "shout": """
def shout(text):
    if text != "hey":
        me.channel.sock.sendall(bytes([255, 255, 255, 255]) + b"half an answer")
    return text.upper() + "!"
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
PRINTS = {"value": "attack: has the judge's socket True"}
SAYS = {"double": "an answer to something else", "shout": "a frame of 4,294,967,295 bytes"}
