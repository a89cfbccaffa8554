"""ln(p/q) taken for ln p / ln q."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-pq
#: says: ex07-test-kl-pq: not the quotient of the logs

# %% ex07-kl-pq
KL_PQ = sum(a * sp.log(a) / sp.log(b) for a, b in [(p1, q1), (p2, q2), (p3, q3)])
