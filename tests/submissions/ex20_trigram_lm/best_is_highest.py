"""argmax for argmin."""
#: kind: misconception
#: base: solution
#: fails: ex20-test-tune-best
#: says: ex20-test-tune-best: highest perplexity

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    perplexities = [TrigramLM(train, k, vocabulary).perplexity(valid) for k in grid]
    best = int(np.argmax(perplexities))
    if best in (0, len(grid) - 1):
        warnings.warn("the best k is at an end of the grid")
    return grid[best], perplexities
