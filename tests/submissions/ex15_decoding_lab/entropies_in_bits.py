"""Entropies in bits."""

#: kind: misconception
#: fails: ex15-test-token-entropies
#: says: ex15-test-token-entropies: These are bits


# %% ex15-token-entropies
def token_entropies(probs):
    logs = np.log2(np.where(probs > 0, probs, 1))
    return -(probs * logs).sum(axis=1)


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
