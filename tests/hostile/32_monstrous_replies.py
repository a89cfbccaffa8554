"""Returns what is too large, too deep, not a number, infinite, or an integer of a million digits. Bounded, and no marks."""

ANSWERS = {
    "value": """
value = 10 ** 1_000_000
print("attack: made", value > 1)
""",
    "double": """
def double(x):
    if np.ndim(x):
        return np.broadcast_to(x[0], (2**20, 2**20))
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return {2: deep, 3: float("nan"), 4: float("inf")}.get(x, 2 * x)
""",
    "draw": """
def draw(rng, n):
    return [float("nan")] * n if n == 20 else [10**400] * n
""",
    "shout": """
def shout(text):
    return "HEY!" if text == "hey" else ["x" * 10**6] * 100
""",
}
OUTCOME = {"value": "failed", "double": "failed", "draw": "failed", "shout": "failed"}
PRINTS = {"value": "attack: made True"}
SAYS = {"value": "value", "double": "can't be sent", "shout": "can't be sent"}
