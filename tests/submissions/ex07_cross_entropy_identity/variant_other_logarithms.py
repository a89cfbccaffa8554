"""Logs to base 2, converted; a product for the sum; recursion."""
#: kind: variant
#: base: solution

# %% ex07-h-p
H_P = -sum(x * sp.log(x, 2) for x in (p1, p2, p3)) * sp.log(2)

# %% ex07-kl-pq
KL_PQ = sp.log((p1 / q1) ** p1 * (p2 / q2) ** p2 * (p3 / q3) ** p3)

# %% ex07-kl-expanded
KL_expanded = sp.log(p1**p1 * p2**p2 * p3**p3) - sp.log(q1**p1 * q2**p2 * q3**p3)

# %% ex07-cross-entropy
def cross_entropy(p, q):
    if len(p) == 0:
        return 0.0
    head = 0.0
    if p[0] != 0:
        head = float("inf") if q[0] == 0 else -p[0] * math.log2(q[0]) * math.log(2)
    return head + cross_entropy(p[1:], q[1:]) if len(p) < 500 else halves(p, q)

def halves(p, q):
    middle = len(p) // 2
    return cross_entropy(p[:middle], q[:middle]) + cross_entropy(p[middle:], q[middle:])
