"""The other direction."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: the other direction

# %% ex06-kl-pq
kl_pq = 0.5 * np.log(0.5 / 0.4) + 0.5 * np.log(0.5 / 0.6)
