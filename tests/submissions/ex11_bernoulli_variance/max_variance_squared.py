"""The variance is squared once more."""

#: kind: misconception
#: fails: ex11-test-max-variance
#: says: ex11-test-max-variance: the variance squared

# %% ex11-max-variance
max_variance = variance.subs(p, p_max) ** 2
