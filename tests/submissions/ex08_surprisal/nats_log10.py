"""The logarithm to base 10."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-nats
#: says: ex08-test-surprisal-nats: base 10

# %% ex08-surprisal-nats
surprisal_nats = -math.log10(0.01)
