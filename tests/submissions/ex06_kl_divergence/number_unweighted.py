"""The logarithms added without weights."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: without weighing

# %% ex06-kl-pq
kl_pq = np.sum(np.log(np.array([0.4, 0.6]) / 0.5))
