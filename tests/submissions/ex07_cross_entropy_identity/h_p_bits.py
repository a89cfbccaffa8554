"""Entropy in bits."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-p
#: says: ex07-test-h-p: entropy in bits

# %% ex07-h-p
H_P = -sum(x * sp.log(x, 2) for x in (p1, p2, p3))
