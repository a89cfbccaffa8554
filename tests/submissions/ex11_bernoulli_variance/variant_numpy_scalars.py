"""NumPy scalars and arrays, np.where, integers in p_min."""

#: kind: variant

# %% ex11-p-max
p_max = np.float32(0.5)

# %% ex11-max-variance
max_variance = np.array(0.25)

# %% ex11-p-min
p_min = np.array([0, 1], dtype=np.int8)

# %% ex11-min-variance
min_variance = np.int64(0)


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    result = np.where((np.array(p) < 0) | (np.array(p) > 1), np.nan, np.array(p) * (1.0 - np.array(p)))
    if np.isnan(result).any():
        raise ValueError("outside [0, 1]")
    return result
