"""Helper cells, prints and warnings; gaps are cut off where they don't matter."""

#: kind: variant


# %% ex09-softmax
def softmax(logits, T):
    print("softmax of", logits)
    warnings.warn("careful")
    z = np.array(logits, dtype=float)
    check(z, T)
    gaps = np.minimum((z.max() - z) / T, 5000.0)
    weights = np.where(np.isneginf(z), 0.0, np.exp(-gaps))
    return weights / np.sum(weights)


# %% insert after ex09-setup
import sys
import warnings


def check(z, T):
    if T <= 0:
        print("no such temperature", file=sys.stderr)
        raise ValueError("temperature")
    if np.isnan(np.sum(z[z > -np.inf])) or np.isnan(z).any():
        raise ValueError("NaN")
    if z.size == np.count_nonzero(z == -np.inf):
        raise ValueError("nothing left")


# %% ex09-ratio
z_leader = sp.Symbol("z_leader", real=True)
ratio = sp.simplify(sp.exp((z_leader - Delta) / T) / sp.exp(z_leader / T))
ratio

# %% ex09-ratio-limit
print(sp.limit(ratio, T, 0))
ratio_limit = ratio.limit(T, 0)
