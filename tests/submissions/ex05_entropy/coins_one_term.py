"""Only heads counted."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased
#: says: ex05-test-h-fair: one side
#: says: ex05-test-h-biased: heads only

# %% ex05-h-fair
H_fair = -0.5 * np.log2(0.5)

# %% ex05-h-biased
H_biased = -0.9 * np.log2(0.9)
