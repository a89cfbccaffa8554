"""scipy.special.entr, with a refusal for everything in one condition."""

#: kind: variant

# %% ex05-entropy
from scipy.special import entr


def entropy(p, base=2):
    p = np.asarray(p)
    good = p.ndim == 1 and p.size and bool((p >= 0).all())
    if not good or abs(float(p.sum()) - 1) > (1e-6 if p.dtype == np.float32 else 1e-9) or base <= 0 or base == 1:
        raise ValueError("refused")
    return np.asarray(entr(p).sum() / np.log(base) + 0.0)
