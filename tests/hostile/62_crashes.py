"""Crashes the interpreter: a null pointer, a C stack without end, abort, faulthandler, a core dump. One answer is lost."""

ANSWERS = {
    "double": """
import ctypes, faulthandler, os, resource

faulthandler.enable(open("/scratch/work/trace", "w"))
print("attack: core limit", resource.getrlimit(resource.RLIMIT_CORE))


def double(x):
    if np.ndim(x):
        os.abort()
    if x == 3:
        ctypes.string_at(0)
    return 2 * x
""",
    "shout": """
def shout(text):
    if text == "hey":
        return "HEY!"
    deep = None
    for _ in range(2_000_000):
        deep = (deep,)
    return str(hash(deep)) and repr(deep)
""",
}
OUTCOME = {"double": "failed", "shout": "failed"}
PRINTS = {"double": "attack: core limit (0, 0)"}
SAYS = {"double": "ended the Python process"}
SECONDS = 10.0
