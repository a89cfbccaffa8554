"""The share of trials that failed."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: bag of red balls

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = np.array([1] * red + [0] * blue)
    return 1 - sum(rng.permutation(bag)[:draws].all() for _ in range(trials)) / trials
