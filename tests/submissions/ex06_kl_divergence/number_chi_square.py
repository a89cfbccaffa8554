"""Half the chi-square distance."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: half the chi-square

# %% ex06-kl-pq
kl_pq = 0.5 * sum((p - 0.5) ** 2 / 0.5 for p in (0.4, 0.6))
