"""Returns the exact chance: nothing is simulated."""
#: kind: misconception
#: fails: ex01-test-estimate, ex01-test-rng
#: says: ex01-test-estimate: is no simulation
#: says: ex01-test-rng: An experiment varies

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    return prob_all_red(red, blue, draws)
