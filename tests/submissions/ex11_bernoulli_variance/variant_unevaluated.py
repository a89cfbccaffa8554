"""Nothing is worked out: Derivative, Tuple, roots."""

#: kind: variant

# %% ex11-variance
variance = sp.Rational(1, 4) - (p - sp.Rational(1, 2)) ** 2

# %% ex11-d-variance
d_variance = sp.Derivative(variance, p)

# %% ex11-p-max
p_max = sp.sqrt(sp.Rational(1, 4))

# %% ex11-max-variance
max_variance = sp.Rational(1, 2) ** 2

# %% ex11-p-min
p_min = sp.Tuple(0, 1)

# %% ex11-min-variance
min_variance = sp.S.Zero


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    p = np.asarray(p)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError
    return 0.25 - (p - 0.5) ** 2
