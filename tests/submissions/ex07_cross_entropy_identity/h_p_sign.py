"""The minus of the entropy is lost."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-p
#: says: ex07-test-h-p: The sign is turned round

# %% ex07-h-p
H_P = p1 * sp.log(p1) + p2 * sp.log(p2) + p3 * sp.log(p3)
