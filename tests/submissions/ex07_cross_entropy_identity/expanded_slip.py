"""A slip in one term only; the message compares at a point."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-expanded
#: says: ex07-test-kl-expanded: your own KL_PQ is

# %% ex07-kl-expanded
KL_expanded = p1 * sp.log(p1) + p2 * sp.log(p2) + p3 * sp.log(p3) - p1 * sp.log(q1) - p2 * sp.log(q2) + p3 * sp.log(q3)
