"""rng.choice puts each ball back unless told otherwise."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: with replacement

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = ["red"] * red + ["blue"] * blue
    hits = 0
    for _ in range(trials):
        hits += all(ball == "red" for ball in rng.choice(bag, size=draws))
    return hits / trials
