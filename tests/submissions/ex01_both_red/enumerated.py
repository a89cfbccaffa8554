"""Counts every ordered pair for the first part, and calls the function for nothing."""
#: kind: variant

# %% ex01-both-red
from itertools import combinations

bag = ["red"] * 3 + ["blue"] * 7
pairs = list(combinations(bag, 2))
p_both_red = sum(set(pair) == {"red"} for pair in pairs) / len(pairs)
