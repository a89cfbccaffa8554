"""Only the uniform model; its number stands alone in results."""

#: kind: partial
#: base: release
#: fails: ex13-test-prob-counts, ex13-test-prob-smoothing, ex13-test-unknown, ex13-test-perplexity, ex13-test-impossible, ex13-test-refusals, ex13-test-results

# %% ex13-uniform-perplexity

def uniform_perplexity(vocabulary):
    return len(vocabulary)

# %% ex13-results

results = {"uniform": uniform_perplexity(vocabulary)}
