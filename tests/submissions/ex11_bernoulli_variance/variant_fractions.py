"""Fractions, and the moments E[X] and E[X**2]."""

#: kind: variant

# %% ex11-variance
mean = 0 * (1 - p) + 1 * p
mean_of_squares = 0**2 * (1 - p) + 1**2 * p
variance = mean_of_squares - mean**2

# %% ex11-p-max
p_max = Fraction(1, 2)

# %% ex11-max-variance
max_variance = p_max * (1 - p_max)

# %% ex11-p-min
p_min = {Fraction(0), Fraction(1)}

# %% ex11-min-variance
min_variance = Fraction(0)


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    chances = np.atleast_1d(np.asarray(p, dtype=float))
    if chances.min() < 0 or chances.max() > 1:
        raise ValueError("not a probability")
    found = [q * (1 - q) ** 2 + (1 - q) * q**2 for q in chances]
    return found[0] if np.ndim(p) == 0 else np.array(found)
