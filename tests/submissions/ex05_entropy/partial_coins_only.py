"""The coins, and no function."""

#: kind: partial
#: base: release
#: fails: ex05-test-entropy-value, ex05-test-entropy-base, ex05-test-entropy-zeros, ex05-test-entropy-refusals

# %% ex05-h-fair
H_fair = 1

# %% ex05-h-biased
H_biased = 0.469

# %% ex05-higher
higher = "fair"
