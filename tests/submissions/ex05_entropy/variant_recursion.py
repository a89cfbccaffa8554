"""Chain rule: the first outcome or the rest, then the rest."""

#: kind: variant

# %% ex05-entropy
def _two(a, b):
    return sum(x * math.log(1 / x) for x in (a, b) if x > 0)


def _nats(p):
    head, rest = p[0], sum(p[1:])
    if rest <= 0:
        return 0.0
    return _two(head / (head + rest), rest / (head + rest)) + rest / (head + rest) * _nats(p[1:])


class NotADistribution(ValueError):
    """What was given has no entropy."""


def entropy(p, base=2.0):
    limit = 1e-6 if np.asarray(p).dtype == np.float32 else 1e-9
    p = [float(x) for x in p]
    if p == [] or not all(0 <= x <= 1 + limit for x in p) or not abs(math.fsum(p) - 1) <= limit:
        raise NotADistribution(p)
    if not (0 < base < 1 or base > 1):
        raise NotADistribution(base)
    return _nats(p) / math.log(base)
