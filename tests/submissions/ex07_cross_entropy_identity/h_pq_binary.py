"""A binary cross-entropy for each outcome."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-pq
#: says: ex07-test-h-pq: binary cross-entropy

# %% ex07-h-pq
H_PQ = -sum(a * sp.log(b) + (1 - a) * sp.log(1 - b) for a, b in [(p1, q1), (p2, q2), (p3, q3)])
