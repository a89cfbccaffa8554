"""Counts trials with any red ball."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: at least one red

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    if draws == 0:
        return 1.0
    bag = [1] * red + [0] * blue
    return sum(any(rng.permutation(bag)[:draws]) for _ in range(trials)) / trials
