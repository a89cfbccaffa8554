"""Values that raise while they are being sent, in the hope to stay ungraded. They fail their test, and no other."""

ANSWERS = {
    "value": """
class Trap(np.ndarray):
    def view(self, *args):
        raise LookupError("harness error")


value = np.zeros(3).view(Trap)
""",
    "double": """
class Nothing:
    @property
    def __class__(self):
        raise ZeroDivisionError("HarnessError: staff must look at this")


double = Nothing()
""",
    "shout": """
class Huge(list):
    def __iter__(self):
        raise KeyboardInterrupt

    __len__ = __reduce__ = __iter__


def shout(text):
    return Huge("HEY!")
""",
}
OUTCOME = {"value": "failed", "double": "failed", "shout": "failed"}
