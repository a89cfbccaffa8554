"""The divergence is taken for the cross-entropy."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-pq
#: says: ex07-test-h-pq: what is wasted

# %% ex07-h-pq
H_PQ = p1 * sp.log(p1 / q1) + p2 * sp.log(p2 / q2) + p3 * sp.log(p3 / q3)
