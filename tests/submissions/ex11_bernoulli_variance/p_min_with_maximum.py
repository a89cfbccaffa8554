"""All places that are special in any way."""

#: kind: misconception
#: fails: ex11-test-p-min
#: says: ex11-test-p-min: The variance is largest there

# %% ex11-p-min
p_min = [0, 1, sp.Rational(1, 2)]
