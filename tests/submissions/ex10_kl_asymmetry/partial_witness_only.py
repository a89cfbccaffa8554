"""Only the witness is there."""

#: kind: partial
#: base: release
#: fails: ex10-test-fit-one-hump, ex10-test-fit-forward, ex10-test-fit-reverse, ex10-test-fit-heavier, ex10-test-fit-refuses

# %% ex10-witness
P = [0.5, 0.25, 0.25]
Q = [0.25, 0.25, 0.5 - 1e-3 + 1e-3]
Q = [0.1, 0.2, 0.7]
