"""Two outcomes against three."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: Q has 3

# %% ex10-witness
P = [0.5, 0.5]
Q = [0.2, 0.3, 0.5]
