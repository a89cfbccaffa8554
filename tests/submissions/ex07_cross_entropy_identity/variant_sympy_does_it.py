"""expand_log, matrices, one log of a product; SymPy inside the function."""
#: kind: variant
#: base: solution

# %% ex07-h-p
H_P = sp.log(1 / (p1**p1 * p2**p2 * p3**p3))

# %% ex07-h-pq
H_PQ = -(sp.Matrix([[p1, p2, p3]]) * sp.Matrix([q1, q2, q3]).applyfunc(sp.log))[0]

# %% ex07-kl-pq
KL_PQ = sp.Matrix([p1, p2, p3]).dot(sp.Matrix([sp.log(p1 / q1), sp.log(p2 / q2), sp.log(p3 / q3)]))

# %% ex07-kl-expanded
KL_expanded = sp.expand_log(KL_PQ)

# %% ex07-cross-entropy
def cross_entropy(p, q):
    total = sp.Integer(0)
    for a, b in zip(p, q):
        if a == 0:
            continue
        total += sp.oo if b == 0 else -sp.Float(float(a)) * sp.log(sp.Float(float(b)))
    return total
