"""The weight of the second log becomes q."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-kl-expanded
#: says: ex07-test-kl-expanded: the weight changed on the way

# %% ex07-kl-expanded
KL_expanded = p1 * sp.log(p1) + p2 * sp.log(p2) + p3 * sp.log(p3) - (q1 * sp.log(q1) + q2 * sp.log(q2) + q3 * sp.log(q3))
