"""The derivative of log(1 - p) without its inner minus; the maximum comes out by hand."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: chain rule

# %% ex03-score
score = k / p + (n - k) / (1 - p)
