"""The answer as a text."""

#: kind: misconception
#: fails: ex05-test-h-biased
#: says: ex05-test-h-biased: should be one number

# %% ex05-h-biased
H_biased = "0.469"
