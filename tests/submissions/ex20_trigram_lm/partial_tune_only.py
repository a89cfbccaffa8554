"""Only tune_k, which counts for itself."""
#: kind: partial
#: base: release
#: fails: ex20-test-counts, ex20-test-smoothing, ex20-test-unknown, ex20-test-perplexity, ex20-test-refusals

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    triples, pairs = Counter(zip(train, train[1:], train[2:])), Counter(zip(train, train[1:-1]))
    size, asked, found = len(vocabulary), list(zip(valid, valid[1:], valid[2:])), []
    for k in grid:
        probs = [(triples[t] + k) / (pairs[t[:2]] + k * size) if pairs[t[:2]] + k else 0 for t in asked]
        found.append(math.inf if 0 in probs else math.exp(-sum(map(math.log, probs)) / len(probs)))
    best = found.index(min(found))
    if best in (0, len(found) - 1):
        warnings.warn("end of the grid")
    return grid[best], found
