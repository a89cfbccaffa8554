"""Returns dictionaries and sets whose keys all have one hash, and strings that lie about theirs. Bounded, and no marks."""

ANSWERS = {
    "double": """
def double(x):
    if np.ndim(x) == 0:
        return 2 * x
    return {(2**61 - 1) * number for number in range(1, 30_000)}
""",
    "shout": """
class Key(str):
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return True


def shout(text):
    return "HEY!" if text == "hey" else {Key("a"): 1, "b": 2}
""",
    "draw": """
def draw(rng, n):
    class Lying(dict):
        def __len__(self):
            return n

        def items(self):
            return [(number, rng.random()) for number in range(n)]

    return Lying()
""",
}
OUTCOME = {"double": "failed", "draw": "failed", "shout": "failed"}
SECONDS = 10.0
