"""Closes the judge's socket, and hands it to another process. The student's loss, and no failure of ours."""

from tests.hostile.course import ME

ANSWERS = {
    "double": ME
    + """
import os, socket


def double(x):
    if np.ndim(x) == 0:
        return 2 * x
    me.channel.sock.shutdown(socket.SHUT_RDWR)
    me.channel.sock.close()
""",
    "shout": """
import time


def shout(text):
    if text != "hey" and os.fork():
        os._exit(0)  # the child goes on in its place, with the same socket
    time.sleep(0.1 * (text != "hey"))
    return text.upper() + "!"
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
SAYS = {"double": "ended the Python process", "shout": "ended the Python process"}
