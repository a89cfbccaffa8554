"""Looks at the last place only."""
#: kind: misconception
#: base: solution
#: fails: ex20-test-tune-warns
#: says: ex20-test-tune-warns: didn't warn

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    perplexities = [TrigramLM(train, k, vocabulary).perplexity(valid) for k in grid]
    best = int(np.argmin(perplexities))
    if best == len(grid) - 1:
        warnings.warn("the best k is at an end of the grid")
    return grid[best], perplexities
