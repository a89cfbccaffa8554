"""One long shuffle for each ball: the draws of a trial don't know of each other."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: with replacement

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    if draws > red:
        return 0.0
    bag = np.array([1] * red + [0] * blue)
    hits = 0
    for _ in range(trials):
        hits += all(rng.permutation(bag)[0] for _ in range(draws))
    return hits / trials
