"""Infinity with the wrong sign."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy-zero-q: is -inf

# %% ex07-cross-entropy

def cross_entropy(p, q):
    if any(b == 0 < a for a, b in zip(p, q)):
        return -math.inf
    return -sum(a * math.log(b) for a, b in zip(p, q) if a)
