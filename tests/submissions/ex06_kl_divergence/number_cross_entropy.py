"""The cross-entropy."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: That is the cross-entropy

# %% ex06-kl-pq
kl_pq = -(0.4 * np.log(0.5) + 0.6 * np.log(0.5))
