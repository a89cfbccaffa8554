"""`biased` after two numbers that are no slip of this kind."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased, ex05-test-higher
#: says: ex05-test-higher: Compare your two numbers

# %% ex05-h-fair
H_fair = 0.1

# %% ex05-h-biased
H_biased = 0.9

# %% ex05-higher
higher = "biased"
