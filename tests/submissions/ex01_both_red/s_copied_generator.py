"""Draws from a copy, so that the caller's stream never moves."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: no copy of it

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    import copy
    rng = copy.deepcopy(rng)
    bag = np.array([1] * red + [0] * blue)
    return sum(rng.permutation(bag)[:draws].all() for _ in range(trials)) / trials
