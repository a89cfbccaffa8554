"""The logarithm of 0 makes NaN."""

#: kind: misconception
#: fails: ex15-test-token-entropies
#: says: ex15-test-token-entropies: 0 times the logarithm of 0


# %% ex15-token-entropies
def token_entropies(probs):
    return -(probs * np.log(probs)).sum(axis=-1)


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
