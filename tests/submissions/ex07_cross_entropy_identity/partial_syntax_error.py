"""A cell with a syntax error; the others are right."""
#: kind: partial
#: base: solution
#: fails: ex07-test-h-pq

# %% ex07-h-pq
H_PQ = -(p1 * sp.log(q1) + p2 * sp.log(q2) + p3 * sp.log(q3)

# %% ex07-kl-expanded
KL_expanded = sum(a * (sp.log(a) - sp.log(b)) for a, b in [(p1, q1), (p2, q2), (p3, q3)])
