"""A function that knows no zeros."""
#: kind: partial
#: base: solution
#: fails: ex07-test-cross-entropy-zero-p, ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy-zero-p: raised ValueError: math domain error

# %% ex07-cross-entropy
def cross_entropy(p, q):
    return sum(a * math.log(1 / b) if a != b else -a * math.log(a) for a, b in zip(p, q))
