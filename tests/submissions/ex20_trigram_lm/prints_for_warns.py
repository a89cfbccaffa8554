"""Prints instead of warning."""
#: kind: misconception
#: base: solution
#: fails: ex20-test-tune-warns
#: says: ex20-test-tune-warns: Printing is not warning

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    perplexities = [TrigramLM(train, k, vocabulary).perplexity(valid) for k in grid]
    best = int(np.argmin(perplexities))
    if best in (0, len(grid) - 1):
        print("the best k is at an end of the grid")
    return grid[best], perplexities
