"""Typed in from paper: plain numbers and a tuple; the function loops."""

#: kind: variant

# %% ex11-variance
variance = p * (1 - p)

# %% ex11-d-variance
d_variance = 1 - 2 * p

# %% ex11-p-max
p_max = 0.5

# %% ex11-max-variance
max_variance = 1 / 4

# %% ex11-p-min
p_min = (1, 0)

# %% ex11-min-variance
min_variance = 0.0


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.ndim(p) > 0:
        return [bernoulli_variance(float(q)) for q in p]
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is no probability")
    return p - p * p
