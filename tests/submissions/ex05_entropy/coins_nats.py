"""Natural logarithms in both numbers."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased
#: says: ex05-test-h-fair: in nats
#: says: ex05-test-h-biased: in nats

# %% ex05-h-fair
H_fair = -(0.5 * np.log(0.5) + 0.5 * np.log(0.5))

# %% ex05-h-biased
H_biased = -(0.9 * np.log(0.9) + 0.1 * np.log(0.1))
