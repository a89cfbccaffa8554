"""Logarithms to base 10 in both numbers."""

#: kind: misconception
#: fails: ex05-test-h-fair, ex05-test-h-biased
#: says: ex05-test-h-fair: base 10
#: says: ex05-test-h-biased: base 10

# %% ex05-h-fair
H_fair = -2 * 0.5 * math.log10(0.5)

# %% ex05-h-biased
H_biased = -(0.9 * math.log10(0.9) + 0.1 * math.log10(0.1))
