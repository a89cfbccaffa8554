"""A helper cell, notes, prints and warnings on stderr; cells in another order."""

#: kind: variant

# %% insert after ex05-spec
import sys
import warnings


def surprise(x, base=2):
    print("surprise of", x)
    print("on stderr", file=sys.stderr)
    warnings.warn("thinking hard")
    return 0 if x == 0 else math.log(1 / x, base)

# %% insert after ex05-spec-entropy [markdown]
# My notes: surprise first, then the mean.

# %% move ex05-h-fair after ex05-h-biased

# %% move ex05-test-h-fair after ex05-h-fair

# %% ex05-h-fair
H_fair = np.float32(surprise(0.5))
H_fair

# %% ex05-h-biased
H_biased = 0.9 * surprise(0.9) + 0.1 * surprise(0.1)
H_biased

# %% ex05-higher
higher = "Fair"

# %% ex05-entropy
def entropy(p, base=2):
    print(p)
    if base <= 0 or base == 1:
        raise ValueError("base")
    a = np.array(p)
    if a.ndim != 1 or a.size < 1 or any(not x >= 0 for x in a):
        raise ValueError("p")
    if abs(sum(a) - 1) > (1e-6 if a.dtype == np.float32 else 1e-9):
        raise ValueError("sum")
    return sum(float(x) * surprise(float(x), base) for x in a)
