"""Divides the number of different n-grams by the number of tokens."""

#: kind: misconception
#: fails: ex15-test-distinct-values
#: says: ex15-test-distinct-values: divide by the number of tokens


# %% ex15-distinct-n
def distinct_n(texts, n):
    grams = {tuple(text[i : i + n]) for text in texts for i in range(len(text) - n + 1)}
    tokens = sum(len(text) for text in texts)
    return len(grams) / tokens if tokens else 0


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
