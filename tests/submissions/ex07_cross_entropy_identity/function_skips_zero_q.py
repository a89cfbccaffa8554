"""Terms with q = 0 are left out."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy-zero-q: leaving the term out

# %% ex07-cross-entropy

def cross_entropy(p, q):
    return -sum(a * math.log(b) for a, b in zip(p, q) if b > 0)
