"""Logarithms to base 2."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: in bits

# %% ex06-kl-pq
kl_pq = 0.4 * np.log2(0.4 / 0.5) + 0.6 * np.log2(0.6 / 0.5)
