"""Helper cells, prints and warnings; a view of a dictionary's keys; cells that define each other."""

#: kind: variant

# %% insert after ex11-setup
import sys
import warnings

table = {0: 0.0, 1: 0.0}

# %% ex11-variance
warnings.warn("careful")
variance = sp.expand(p * (1 - p))
print(variance, file=sys.stderr)
variance

# %% ex11-p-max
p_max, *others = sp.roots(d_variance, p)

# %% ex11-p-min
p_min = table.keys()

# %% ex11-min-variance
min_variance = table[0]


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    print("called with", p)
    for q in np.nditer(np.asarray(p, dtype=float)):
        if q < 0 or q > 1:
            raise ValueError("no probability")
    return np.polyval([-1, 1, 0], p)
