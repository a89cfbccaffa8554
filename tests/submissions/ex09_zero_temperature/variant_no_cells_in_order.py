"""The limit first, and an unevaluated Limit of the student's own ratio from below in 1/T."""

#: kind: variant


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = np.array(logits, dtype=np.longdouble)
    behind = np.heaviside(z.max() - z, 0)
    return ((1 - behind) / np.sum(1 - behind)).astype(float)


# %% ex09-ratio
ratio = sp.exp((-2 * Delta) / (T + T))

# %% ex09-ratio-limit
ratio_limit = sp.Limit(sp.exp(-Delta / T), T, 0, "+")
