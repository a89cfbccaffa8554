"""Only the limit of the distribution and the limit of the ratio."""

#: kind: partial
#: base: release
#: fails: ex09-test-softmax-values, ex09-test-softmax-stable, ex09-test-softmax-refusals, ex09-test-ratio

# %% ex09-ratio-limit
ratio_limit = 0


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = np.array(logits)
    return (z == z.max()) / np.sum(z == z.max())
