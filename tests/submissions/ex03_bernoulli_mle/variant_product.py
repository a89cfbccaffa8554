"""The log of a product; floats; Counter; a torch tensor."""
#: kind: variant
#: base: solution
#: needs: torch

# %% ex03-log-likelihood
j = sp.Symbol("j")
log_likelihood = sp.log(sp.Product(p, (j, 1, k)).doit() * sp.Product(1 - p, (j, 1, n - k)).doit())

# %% ex03-score
score = 1.0 * k / p + (n - k) / (p - 1.0)

# %% ex03-curvature
curvature = -1.0 * k / p**2.0 - 1.0 * (n - k) / (1 - p) ** 2

# %% ex03-p-hat
p_hat = 1.0 * k / n

# %% ex03-bernoulli-mle
from collections import Counter

import torch


def bernoulli_mle(x) -> float:
    counts = Counter(np.asarray(x).tolist())
    if not counts:
        raise ValueError("empty")
    if set(counts) - {0, 1}:
        raise ValueError(f"unexpected values {set(counts) - {0, 1}}")
    return torch.tensor(counts[1] / (counts[0] + counts[1]))
