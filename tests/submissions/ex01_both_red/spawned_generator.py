"""A child of the generator that is given."""
#: kind: variant

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    child = rng.spawn(1)[0]
    keys = child.random((trials, red + blue))
    chosen = np.argsort(keys, axis=1)[:, :draws]
    return np.count_nonzero(np.all(chosen < red, axis=1)) / trials
