"""A mirror pair as witness: both divergences are the same."""

# %% ex10-witness
P = [0.9, 0.1]
Q = [0.1, 0.9]
