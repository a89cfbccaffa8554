"""No NumPy at all, not for arrays either."""

#: kind: variant

# %% ex05-h-fair
H_fair = 1

# %% ex05-entropy
def entropy(p, base=2):
    if base <= 0 or base == 1:
        raise ValueError("base")
    allowed = 1e-6 if str(getattr(p, "dtype", "")) == "float32" else 1e-9
    if len(p) == 0:
        raise ValueError("nothing there")
    total, bits = 0.0, 0.0
    for x in p:
        x = float(x)
        if math.isnan(x) or x < 0:
            raise ValueError("no probability")
        total += x
        if x > 0:
            bits += x * math.log(1 / x)
    if abs(total - 1) > allowed:
        raise ValueError("sum")
    return bits / math.log(base)
