"""A recursion on the number of draws."""
#: kind: variant

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws == 0:
        return 1
    if red == 0:
        return 0
    return red / (red + blue) * prob_all_red(red - 1, blue, draws - 1)

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    def play(reds, blues, left):
        if left == 0:
            return True
        return rng.random() * (reds + blues) < reds and play(reds - 1, blues, left - 1)

    return sum(play(red, blue, draws) for _ in range(trials)) / trials
