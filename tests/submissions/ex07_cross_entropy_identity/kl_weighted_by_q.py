"""The weights are the model's."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-pq
#: says: ex07-test-kl-pq: weighted by Q

# %% ex07-kl-pq
KL_PQ = sum(b * sp.log(a / b) for a, b in [(p1, q1), (p2, q2), (p3, q3)])
