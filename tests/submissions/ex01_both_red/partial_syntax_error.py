"""The function can't even be read; the other parts count."""
#: kind: partial
#: fails: ex01-test-exact, ex01-test-edges, ex01-test-refusals

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws)
    return 0
