"""Any q = 0 is infinite, even where p is 0 too."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-p
#: says: ex07-test-cross-entropy-zero-p: without the first outcome it is

# %% ex07-cross-entropy

def cross_entropy(p, q):
    if min(q) == 0:
        return math.inf
    return -sum(a * math.log(b) for a, b in zip(p, q))
