"""The minus sign lost; `higher` follows from the two numbers."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased
#: says: ex05-test-h-fair: minus sign is lost
#: says: ex05-test-h-biased: minus sign is lost

# %% ex05-h-fair
H_fair = 0.5 * np.log2(0.5) + 0.5 * np.log2(0.5)

# %% ex05-h-biased
H_biased = 0.9 * np.log2(0.9) + 0.1 * np.log2(0.1)

# %% ex05-higher
higher = "biased"
