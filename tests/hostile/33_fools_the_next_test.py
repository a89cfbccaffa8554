"""Changes its arguments, seeds the global generators, and turns a generator back. Each check has inputs of its own."""

ANSWERS = {
    "double": """
import random


def double(x):
    random.seed(0)
    np.random.seed(0)
    np.random.default_rng = lambda seed=None: None
    if np.ndim(x) == 0:
        return 2 * x
    result = 2 * x
    x[:] = 0
    return result
""",
    "draw": """
def draw(rng, n):
    before = rng.bit_generator.state
    draws = rng.random(n)
    rng.bit_generator.state = before
    return draws
""",
}
OUTCOME = {"double": "failed", "draw": "failed"}
SAYS = {"double": "changed its argument number 1 in place", "draw": "the same draws again"}
