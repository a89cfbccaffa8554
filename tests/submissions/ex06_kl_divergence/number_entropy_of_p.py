"""The entropy of P."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: entropy of P

# %% ex06-kl-pq
kl_pq = -(0.4 * np.log(0.4) + 0.6 * np.log(0.6))
