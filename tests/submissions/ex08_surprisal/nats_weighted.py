"""p ln p, the term of an entropy."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-nats
#: says: ex08-test-surprisal-nats: weighted by its probability

# %% ex08-surprisal-nats
surprisal_nats = -0.01 * math.log(0.01)
