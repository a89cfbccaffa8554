"""Always plays 10,000 games."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: another number of games

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    keys = rng.random((10_000, red + blue))
    return (keys.argsort(axis=1)[:, :draws] < red).all(axis=1).mean()
