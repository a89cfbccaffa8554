"""Takes the logarithm of a quotient for a quotient of logarithms."""

# %% ex07-kl-pq
KL_PQ = p1 * sp.log(p1) / sp.log(q1) + p2 * sp.log(p2) / sp.log(q2) + p3 * sp.log(p3) / sp.log(q3)
