"""SciPy's entropy, with the checks it doesn't make."""

# %% ex05-h-fair
from scipy import stats

H_fair = stats.entropy([0.5, 0.5], base=2)

# %% ex05-h-biased
H_biased = stats.entropy([0.9, 0.1], base=2)

# %% ex05-entropy
def entropy(p, base=2):
    p = np.asarray(p)
    if base <= 0 or base == 1 or p.ndim != 1 or not p.size:
        raise ValueError("a row of probabilities and a proper base, please")
    if not (p >= 0).all() or abs(math.fsum(p) - 1) > (1e-6 if p.dtype == np.float32 else 1e-9):
        raise ValueError("not a distribution")
    nats = math.fsum(math.log(1 / x) * x for x in p.tolist() if x)
    return nats / math.log(base) + 0.0
