"""The log is taken of P, the weights are Q."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-pq
#: says: ex07-test-h-pq: P and Q have changed places

# %% ex07-h-pq
H_PQ = -(q1 * sp.log(p1) + q2 * sp.log(p2) + q3 * sp.log(p3))
