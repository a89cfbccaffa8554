"""The first part calls a wrong function, and is as wrong; the rest stands on its own."""
#: kind: partial
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: with replacement

# %% insert after ex01-labels
def prob_all_red(red, blue, draws):
    return (red / (red + blue)) ** draws

# %% ex01-both-red
p_both_red = prob_all_red(3, 7, 2)
