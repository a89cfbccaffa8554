"""The numbers are right, the function is not begun."""
#: base: release

# %% ex05-h-fair
H_fair = 1.0

# %% ex05-h-biased
H_biased = 0.469

# %% ex05-higher
higher = "fair"
