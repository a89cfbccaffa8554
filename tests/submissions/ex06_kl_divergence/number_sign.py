"""A minus sign in front, as for entropy."""

#: kind: misconception
#: fails: ex06-test-kl-pq
#: says: ex06-test-kl-pq: sign is turned around

# %% ex06-kl-pq
kl_pq = -(0.4 * np.log(0.4 / 0.5) + 0.6 * np.log(0.6 / 0.5))
