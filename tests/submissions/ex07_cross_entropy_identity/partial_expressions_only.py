"""The four expressions, no function."""
#: kind: partial
#: base: release
#: fails: ex07-test-cross-entropy, ex07-test-cross-entropy-zero-p, ex07-test-cross-entropy-zero-q

# %% ex07-h-p
H_P = -sum(x * sp.log(x) for x in [p1, p2, p3])

# %% ex07-h-pq
H_PQ = -sum(x * sp.log(y) for x, y in zip([p1, p2, p3], [q1, q2, q3]))

# %% ex07-kl-pq
KL_PQ = sum(x * sp.log(x / y) for x, y in zip([p1, p2, p3], [q1, q2, q3]))

# %% ex07-kl-expanded
KL_expanded = sp.expand(sp.expand_log(KL_PQ))
