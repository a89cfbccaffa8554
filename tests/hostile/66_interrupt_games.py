"""Turns the judge's interrupt into an answer, into another loop, into noise. Overtime earns nothing."""

ANSWERS = {
    "value": """
import signal, time

value = 7 / 16


def late(number, frame):
    raise StopIteration("HEY!")


signal.signal(signal.SIGINT, late)
""",
    "double": """
def double(x):
    if np.ndim(x) == 0:
        return 2 * x
    try:
        time.sleep(60)
    except StopIteration:
        return 2 * x
""",
    "shout": """
def shout(text):
    while text != "hey":
        try:
            time.sleep(60)
        except BaseException:
            signal.raise_signal(signal.SIGINT)
    return "HEY!"
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
SAYS = {"double": "didn't finish within 1 seconds", "shout": "didn't finish within 1 seconds"}
SECONDS = 10.0
