"""Joins the tokens of an n-gram into one string."""

#: kind: misconception
#: fails: ex15-test-distinct-edges
#: says: ex15-test-distinct-edges: glued together


# %% ex15-distinct-n
def distinct_n(texts, n):
    grams = ["".join(map(str, text[i : i + n])) for text in texts for i in range(len(text) - n + 1)]
    return len(set(grams)) / len(grams) if grams else 0


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
