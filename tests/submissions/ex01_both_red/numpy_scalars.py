"""0-d arrays and NumPy scalars; a vectorised experiment."""
#: kind: variant

# %% ex01-both-red
p_both_red = np.array(np.prod(np.array([3, 2]) / np.array([10, 9])))

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    counts = np.array([red, blue, draws])
    if not np.all(counts == counts.astype(int)) or np.any(counts < 0) or draws > red + blue:
        raise ValueError("bad counts")
    gone = np.arange(draws)
    return np.asarray(np.prod(np.maximum(red - gone, 0) / (red + blue - gone)))

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bags = np.tile(np.arange(red + blue) < red, (trials, 1))
    return np.asarray(rng.permuted(bags, axis=1)[:, :draws].all(axis=1).mean())
