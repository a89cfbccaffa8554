"""The identity itself, from SciPy's entropy."""
#: kind: variant
#: base: solution

# %% ex07-cross-entropy
from scipy import stats

def cross_entropy(p, q):
    return stats.entropy(p) + stats.entropy(p, q)
