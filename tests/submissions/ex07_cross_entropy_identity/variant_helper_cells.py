"""Helper cells, and symbols overwritten after the answers."""
#: kind: variant
#: base: solution

# %% insert after ex07-setup
def term(weight, inside):
    return weight * sp.log(inside)

# %% ex07-h-pq
H_PQ = term(p1, 1 / q1) + term(p2, 1 / q2) + term(p3, 1 / q3)

# %% ex07-kl-pq
KL_PQ = H_PQ - H_P

# %% ex07-cross-entropy
def cross_entropy(p, q):
    return surprise(list(p), list(q))

# %% insert after ex07-test-cross-entropy-zero-q
p1, p2, p3 = 0.5, 0.3, 0.2
q1 = q2 = q3 = 1 / 3

# %% insert after ex07-cross-entropy
def surprise(p, q):
    prices = [math.inf if b == 0 else math.log(1 / b) for b in q]
    return math.fsum(a * price for a, price in zip(p, prices) if a)
