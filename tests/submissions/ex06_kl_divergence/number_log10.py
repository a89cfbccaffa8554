"""Logarithms to base 10."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: base 10

# %% ex06-kl-pq
kl_pq = 0.4 * math.log10(0.4 / 0.5) + 0.6 * math.log10(0.6 / 0.5)
