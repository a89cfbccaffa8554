"""SciPy's hypergeometric distribution; NumPy's for the experiment."""
#: kind: variant

# %% ex01-both-red
from scipy.stats import hypergeom

p_both_red = hypergeom(10, 3, 2).pmf(2)

# %% ex01-prob-all-red
from scipy.stats import hypergeom

def prob_all_red(red, blue, draws):
    """The hypergeometric chance of `draws` reds in `draws` balls."""
    if min(red, blue, draws) < 0:
        raise ValueError("negative count")
    if any(x % 1 for x in (red, blue, draws)):
        raise ValueError("half a ball")
    if draws > red + blue:
        raise ValueError("too many draws")
    return hypergeom(red + blue, red, draws).pmf(draws)

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    return (rng.hypergeometric(red, blue, draws, size=trials) == draws).mean()
