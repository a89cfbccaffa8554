"""Everything is written in the first answer cell; the others say so."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
log_likelihood = sp.log(p**k) + sp.log((1 - p) ** (n - k))
score = log_likelihood.diff(p)
p_hat, = sp.solve(score, p)
curvature = score.diff(p)


def bernoulli_mle(x):
    x = [bool(v) for v in x] if all(v in (0, 1) for v in x) else []
    if not x:
        raise ValueError("no zeros and ones")
    return math.fsum(x) / len(x)

# %% ex03-score
# See the first cell.

# %% ex03-p-hat
# See the first cell.

# %% ex03-curvature
# See the first cell.

# %% ex03-bernoulli-mle
# See the first cell.
