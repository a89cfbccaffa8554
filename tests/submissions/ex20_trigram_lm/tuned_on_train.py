"""The perplexity of the training text chooses k."""
#: kind: misconception
#: base: solution
#: fails: ex20-test-tune-perplexities
#: says: ex20-test-tune-perplexities: perplexities of the training text

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    perplexities = [TrigramLM(train, k, vocabulary).perplexity(train) for k in grid]
    best = int(np.argmin(perplexities))
    if best in (0, len(grid) - 1):
        warnings.warn("the best k is at an end of the grid")
    return grid[best], perplexities
