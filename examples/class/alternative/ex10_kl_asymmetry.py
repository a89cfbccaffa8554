"""An infinite divergence as witness."""

# %% ex10-witness
P = [1.0, 0.0]
Q = [0.5, 0.5]
