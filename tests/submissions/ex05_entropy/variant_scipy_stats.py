"""SciPy's entropy, after its own checks."""

#: kind: variant

# %% ex05-h-fair
from scipy import stats

H_fair = stats.entropy([0.5, 0.5], base=2)

# %% ex05-h-biased
H_biased = stats.bernoulli(0.9).entropy() / np.log(2)

# %% ex05-higher
higher = {H_fair: "fair", H_biased: "biased"}[max(H_fair, H_biased)]

# %% ex05-entropy
def entropy(p, base=2):
    if not (base > 0 and base != 1):
        raise ValueError(f"bad base {base}")
    p = np.asarray(p)
    if p.ndim != 1 or len(p) == 0 or np.isnan(p).any() or (p < 0).any():
        raise ValueError("bad p")
    if abs(p.sum(dtype=float) - 1) > (1e-6 if p.dtype == "float32" else 1e-9):
        raise ValueError("bad sum")
    return stats.entropy(p, base=base)
