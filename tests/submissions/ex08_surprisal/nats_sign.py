"""The minus is lost."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-nats
#: says: ex08-test-surprisal-nats: The sign is turned round

# %% ex08-surprisal-nats
surprisal_nats = math.log(0.01)
