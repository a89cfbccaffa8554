"""A slow plain loop: a fresh list, an index drawn and a ball popped for each draw."""
#: kind: variant

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    successes = []
    for trial in range(trials):
        bag = ["red"] * red + ["blue"] * blue
        drawn = []
        for draw in range(draws):
            position = rng.choice(len(bag))
            drawn.append(bag.pop(position))
        successes.append(1 if drawn.count("red") == draws else 0)
    return np.mean(successes)
