"""NumPy masks, an early return, prints and warnings; a strict check of the input."""
#: kind: variant
#: base: solution

# %% ex07-h-p
ps, qs = (p1, p2, p3), (q1, q2, q3)
H_P = sp.S.Zero
for x in ps:
    H_P -= x * sp.log(x)
print(H_P)

# %% ex07-cross-entropy
import warnings

def cross_entropy(p, q):
    p, q = map(np.asarray, (p, q))
    for d in (p, q):
        if d.ndim != 1 or np.any(d < 0) or not np.isclose(d.sum(), 1):
            raise ValueError("not a distribution")
    if p.shape != q.shape:
        raise ValueError("different lengths")
    print("outcomes:", len(p))
    warnings.warn("look out")
    keep = p > 0
    if np.any(q[keep] == 0):
        return np.array(np.inf)
    return np.array(-np.dot(p[keep], np.log(q[keep])))
