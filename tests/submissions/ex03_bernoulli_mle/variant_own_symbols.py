"""Symbols made anew with other assumptions; factorials; a common denominator."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
p = sp.Symbol("p", real=True)
n = sp.Symbol("n", integer=True, positive=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
log_likelihood = sp.log(sp.factorial(n) / (sp.factorial(k) * sp.factorial(n - k))) + k * sp.log(p) + (n - k) * sp.log(1 - p)

# %% ex03-score
score = (k - n * p) / (p * (1 - p))

# %% ex03-curvature
curvature = -(n * p**2 - 2 * k * p + k) / (p**2 * (1 - p) ** 2)

# %% ex03-p-hat
p_hat = (n / k) ** -1

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    x = np.array(x)
    if x.size < 1:
        raise ValueError("empty")
    if not np.all((x == 0) | (x == 1)):
        raise ValueError("not binary")
    return np.count_nonzero(x) / x.size
