"""A symbol of one's own; the standard deviation, squared; a frozenset."""

#: kind: variant

# %% ex11-variance
p = sp.Symbol("p", positive=True)
sigma = sp.sqrt(p * (1 - p))
variance = sigma**2

# %% ex11-d-variance
d_variance = 2 * sigma * sp.diff(sigma, p)

# %% ex11-p-max
p_max = sp.solve(sp.diff(sigma, p), p)[0]

# %% ex11-max-variance
max_variance = sigma.subs(p, p_max) ** 2

# %% ex11-p-min
p_min = frozenset([0.0, 1.0])


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    with np.errstate(invalid="ignore"):
        sigma = np.sqrt(p) * np.sqrt(1 - np.asarray(p))
    if np.isnan(sigma).any():
        raise ValueError("a negative number under the root")
    return np.square(sigma)
