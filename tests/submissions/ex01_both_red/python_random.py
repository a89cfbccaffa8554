"""The standard library's random numbers, seeded from the generator that is given."""
#: kind: variant

# %% ex01-simulate-all-red
import random

def simulate_all_red(red, blue, draws, trials, rng):
    dice = random.Random(int(rng.integers(2**62)))
    balls = ["red"] * red + ["blue"] * blue
    return sum(all(ball == "red" for ball in dice.sample(balls, draws)) for _ in range(trials)) / trials
