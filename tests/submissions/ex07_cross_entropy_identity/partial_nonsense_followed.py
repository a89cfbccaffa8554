"""What is not a divergence is not followed."""
#: kind: partial
#: base: solution
#: fails: ex07-test-h-p, ex07-test-h-pq, ex07-test-kl-pq, ex07-test-kl-expanded
#: says: ex07-test-kl-pq: The divergence depends on P and on Q
#: says: ex07-test-h-p: without quotes

# %% ex07-h-p
H_P = "-p1*log(p1) - p2*log(p2) - p3*log(p3)"

# %% ex07-h-pq
H_PQ = sp.log(q1 * q2 * q3)

# %% ex07-kl-pq
KL_PQ = p1 - p1

# %% ex07-kl-expanded
KL_expanded = p1 - q1
