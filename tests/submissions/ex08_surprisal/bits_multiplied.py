"""From nats to bits by multiplying."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-bits
#: says: ex08-test-surprisal-bits: multiplied by ln 2

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats * math.log(2)
