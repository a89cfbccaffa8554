"""Only the simulation is done."""
#: kind: partial
#: base: release
#: fails: ex01-test-both-red, ex01-test-exact, ex01-test-edges, ex01-test-refusals

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    return float(np.mean(rng.hypergeometric(red, blue, draws, trials) == draws))
