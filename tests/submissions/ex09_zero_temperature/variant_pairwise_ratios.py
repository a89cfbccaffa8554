"""Each probability from the ratios to all the others."""

#: kind: variant


# %% ex09-softmax
def softmax(logits, T):
    if T <= 0:
        raise ValueError("T")
    z = [float(value) for value in logits]
    if np.isnan(z).any() or max(z) == float("-inf"):
        raise ValueError("logits")

    def odds(other, mine):
        with np.errstate(over="ignore"):
            return float(np.exp(np.float64(other - mine) / T))

    return [0.0 if mine == float("-inf") else 1 / sum(odds(other, mine) for other in z) for mine in z]


# %% ex09-ratio
ratio = sp.E ** (0 - Delta / T)

# %% ex09-ratio-limit
ratio_limit = sp.Integer(0)

# %% ex09-zero-temperature-limit
from fractions import Fraction


def zero_temperature_limit(logits):
    ordered = sorted(range(len(logits)), key=lambda i: -logits[i])
    leaders = [i for i in ordered if logits[i] == logits[ordered[0]]]
    return [Fraction(int(i in leaders), len(leaders)) for i in range(len(logits))]
