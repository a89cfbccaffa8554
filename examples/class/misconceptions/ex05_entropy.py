"""Takes the natural logarithm where bits are asked for."""

# %% ex05-h-fair
H_fair = -2 * 0.5 * math.log(0.5)

# %% ex05-h-biased
H_biased = -(0.9 * math.log(0.9) + 0.1 * math.log(0.1))

# %% ex05-why [markdown]
# The fair coin has more entropy, because nobody can guess it.
