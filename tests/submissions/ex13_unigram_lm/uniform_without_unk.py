"""The uniform model leaves <unk> out; the results follow."""

#: kind: misconception
#: fails: ex13-test-uniform
#: says: ex13-test-uniform: <unk> may come up like any other

# %% ex13-uniform-perplexity

def uniform_perplexity(vocabulary):
    return len(vocabulary - {"<unk>"})
