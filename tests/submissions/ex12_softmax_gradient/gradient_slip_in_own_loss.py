"""A derivation that leaves the road: the message says where."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class
#: says: ex12-test-gradient-true-class: derivative of your own loss is

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [p[0] - sp.Rational(1, 3), p[1], p[2]]
