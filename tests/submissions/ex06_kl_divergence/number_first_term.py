"""The first term only."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: first outcome only

# %% ex06-kl-pq
kl_pq = 0.4 * np.log(0.4 / 0.5)
