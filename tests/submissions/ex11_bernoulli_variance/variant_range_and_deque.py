"""A range as collection; the array goes in and comes out by map."""

#: kind: variant

# %% ex11-p-min
p_min = range(2)

# %% ex11-bernoulli-variance
from collections import deque


def bernoulli_variance(p):
    def one(q):
        if q > 1 or q < 0:
            raise ValueError("probability expected")
        return q * (1 - q)

    try:
        return np.fromiter(map(one, deque(p)), dtype=float)
    except TypeError:  # a single number
        return one(p)
