"""SymPy's own binomial distribution; p_hat by solveset; SciPy checks the function."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
import sympy.stats

k_, n_ = sp.Symbol("k", integer=True, nonnegative=True), sp.Symbol("n", integer=True, positive=True)
coin = sympy.stats.Binomial("coin", n_, p)
log_likelihood = sp.log(sympy.stats.density(coin)(k_))

# %% ex03-score
score = k / p + (k - n) / (1 - p)

# %% ex03-p-hat
p_hat = next(iter(sp.solveset(k * (1 - p) - (n - k) * p, p)))

# %% ex03-curvature
curvature = sp.together(-k / p**2 - (n - k) / (1 - p) ** 2)

# %% ex03-bernoulli-mle
import scipy.stats


def bernoulli_mle(x) -> float:
    data = np.asarray(x)
    if len(data) == 0 or np.setdiff1d(data, [0, 1]).size:
        raise ValueError("bad data")
    return scipy.stats.describe(data.astype(float)).mean
