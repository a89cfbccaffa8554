"""Exact decimal arithmetic, with a Decimal infinity."""
#: kind: variant
#: base: solution

# %% ex07-cross-entropy
from decimal import Decimal

def cross_entropy(p, q):
    total = Decimal(0)
    for a, b in zip(p, q):
        a, b = Decimal(float(a)), Decimal(float(b))
        if a:
            total -= a * (b.ln() if b else Decimal("-Infinity"))
    return total
