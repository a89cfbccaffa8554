"""The quotient is upside down; the next step follows from it."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-pq
#: says: ex07-test-kl-pq: upside down

# %% ex07-kl-pq
KL_PQ = p1 * sp.log(q1 / p1) + p2 * sp.log(q2 / p2) + p3 * sp.log(q3 / p3)

# %% ex07-kl-expanded
KL_expanded = H_P - H_PQ
