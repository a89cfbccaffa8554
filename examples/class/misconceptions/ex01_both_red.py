"""Draws with replacement."""

# %% ex01-both-red
p_both_red = 0.3 * 0.3

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if red < 0 or blue < 0 or draws < 0 or draws > red + blue or any(int(n) != n for n in (red, blue, draws)):
        raise ValueError("not a bag")
    if draws > red:
        return 0.0
    return (red / (red + blue)) ** draws if draws else 1.0

# %% ex01-why [markdown]
# Both draws have the same chance, 3 in 10, so I multiply it with itself.
