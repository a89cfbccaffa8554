"""The function alone."""
#: kind: partial
#: base: release
#: fails: ex07-test-h-p, ex07-test-h-pq, ex07-test-kl-pq, ex07-test-kl-expanded

# %% ex07-cross-entropy
def cross_entropy(p, q):
    return math.fsum(0 if a == 0 else math.inf if b == 0 else -a * math.log(b) for a, b in zip(p, q))
