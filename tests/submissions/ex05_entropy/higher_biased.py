"""Takes the leaning coin for the one with more entropy."""

#: kind: misconception
#: fails: ex05-test-higher
#: says: ex05-test-higher: how far a coin leans

# %% ex05-higher
higher = "biased"
