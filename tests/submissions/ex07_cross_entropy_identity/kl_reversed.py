"""KL(Q‖P), taken apart correctly."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-pq
#: says: ex07-test-kl-pq: That is KL(Q‖P)

# %% ex07-kl-pq
KL_PQ = q1 * sp.log(q1 / p1) + q2 * sp.log(q2 / p2) + q3 * sp.log(q3 / p3)

# %% ex07-kl-expanded
KL_expanded = q1 * sp.log(q1) + q2 * sp.log(q2) + q3 * sp.log(q3) - q1 * sp.log(p1) - q2 * sp.log(p2) - q3 * sp.log(p3)
