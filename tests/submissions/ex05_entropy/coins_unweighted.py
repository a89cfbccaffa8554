"""Surprises added without weights; `higher` follows from the two numbers."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased
#: says: ex05-test-h-fair: without weighing
#: says: ex05-test-h-biased: without weighing

# %% ex05-h-fair
H_fair = -np.log2(0.5) - np.log2(0.5)

# %% ex05-h-biased
H_biased = -np.log2(0.9) - np.log2(0.1)

# %% ex05-higher
higher = "biased"
