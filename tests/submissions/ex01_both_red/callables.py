"""A lambda, a class with __call__ and a partial."""
#: kind: variant

# %% ex01-prob-all-red
class AllRed:
    def __call__(self, red, blue, draws):
        if any(int(x) != x or x < 0 for x in (red, blue, draws)) or draws > red + blue:
            raise ValueError("no such bag")
        good, ways = 1, 1
        for i in range(draws):
            good, ways = good * (int(red) - i), ways * (int(red + blue) - i)
        return good / ways if draws <= red else 0

prob_all_red = AllRed()

# %% ex01-simulate-all-red
from functools import partial

def _simulate(rng_method, red, blue, draws, trials, rng):
    bag = [1] * red + [0] * blue
    return float(np.mean([sum(getattr(rng, rng_method)(bag)[:draws]) == draws for _ in range(trials)]))

simulate_all_red = partial(_simulate, "permutation")
