"""Value and function, but no input is refused."""
#: kind: partial
#: base: release
#: fails: ex01-test-refusals, ex01-test-estimate, ex01-test-rng

# %% ex01-both-red
p_both_red = 6 / 90

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    p = 1
    for i in range(int(draws)):
        p *= (red - i) / (red + blue - i)
    return p
