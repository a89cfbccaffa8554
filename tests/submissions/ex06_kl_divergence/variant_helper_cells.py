"""A helper class, prints, warnings; named errors; a recursion."""

#: kind: variant

# %% insert after ex06-spec
import sys
import warnings


class NotADistribution(ValueError):
    """Raised for what is none."""


def recurse(p, q):
    warnings.warn("one level deeper")
    print("stderr", file=sys.stderr)
    if not p:
        return 0.0
    rest = recurse(p[1:], q[1:])
    if p[0] == 0:
        return rest
    return float("inf") if q[0] == 0 else rest - p[0] * math.log(q[0] / p[0])

# %% insert after ex06-spec-function [markdown]
# Note to myself: leave out only what never happens.

# %% ex06-kl-pq
kl_pq = np.float32(recurse([0.4, 0.6], [0.5, 0.5]))
kl_pq

# %% ex06-kl-divergence
def kl_divergence(p, q):
    lists = []
    for name, x in {"p": p, "q": q}.items():
        a = np.asarray(x)
        if a.ndim != 1 or len(a) < 1:
            raise NotADistribution(f"{name} is not a row")
        if np.isnan(a).any() or a.min() < 0:
            raise NotADistribution(f"{name} holds {a.min()}")
        if abs(float(sum(a)) - 1) > (1e-6 if a.dtype.itemsize == 4 else 1e-9):
            raise NotADistribution(f"{name} sums to {sum(a)}")
        lists.append([float(v) for v in a])
    if len(lists[0]) != len(lists[1]):
        raise NotADistribution("lengths")
    print("computing")
    return recurse(*lists)
