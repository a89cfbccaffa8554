"""KL_expanded without the step before it."""
#: kind: partial
#: base: release
#: fails: ex07-test-h-p, ex07-test-h-pq, ex07-test-kl-pq, ex07-test-cross-entropy, ex07-test-cross-entropy-zero-p, ex07-test-cross-entropy-zero-q

# %% ex07-kl-expanded
KL_expanded = p1 * (sp.log(p1) - sp.log(q1)) + p2 * (sp.log(p2) - sp.log(q2)) + p3 * (sp.log(p3) - sp.log(q3))
