"""The formula, dressed up as a count."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: An experiment varies

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    return round(trials * prob_all_red(red, blue, draws)) / trials
