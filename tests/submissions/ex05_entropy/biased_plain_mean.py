"""Surprises averaged as if equally frequent; the fair coin can't tell."""

#: kind: misconception
#: fails: ex05-test-h-biased
#: says: ex05-test-h-biased: equally frequent

# %% ex05-h-biased
H_biased = np.mean(-np.log2([0.9, 0.1]))
