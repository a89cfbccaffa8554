"""Nats and bits change places."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-nats, ex08-test-surprisal-bits
#: says: ex08-test-surprisal-nats: in bits
#: says: ex08-test-surprisal-bits: in nats

# %% ex08-surprisal-nats
surprisal_nats = -math.log2(0.01)

# %% ex08-surprisal-bits
surprisal_bits = -math.log(0.01)
