"""Glues all texts together before it looks for n-grams."""

#: kind: misconception
#: fails: ex15-test-distinct-edges
#: says: ex15-test-distinct-edges: reach from the end of one text into the next


# %% ex15-distinct-n
def distinct_n(texts, n):
    tokens = [token for text in texts for token in text]
    grams = [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
    return len(set(grams)) / len(grams) if grams else 0


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
