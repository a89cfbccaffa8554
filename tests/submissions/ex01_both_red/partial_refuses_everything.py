"""Raises ValueError whatever comes: no refusal is earned by that."""
#: kind: partial
#: fails: ex01-test-exact, ex01-test-edges, ex01-test-refusals

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    raise ValueError("no")
