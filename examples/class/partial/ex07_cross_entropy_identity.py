"""The three definitions; neither the expansion nor the function."""
#: base: release

# %% ex07-h-p
H_P = -p1 * sp.log(p1) - p2 * sp.log(p2) - p3 * sp.log(p3)

# %% ex07-h-pq
H_PQ = -p1 * sp.log(q1) - p2 * sp.log(q2) - p3 * sp.log(q3)

# %% ex07-kl-pq
KL_PQ = p1 * sp.log(p1 / q1) + p2 * sp.log(p2 / q2) + p3 * sp.log(p3 / q3)
