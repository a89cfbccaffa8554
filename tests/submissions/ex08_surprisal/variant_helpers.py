"""Helper cells, tuples allowed, an own kind of ValueError, tiny rounding above 0 forgiven."""
#: kind: variant
#: base: solution

# %% insert after ex08-setup
class BadText(ValueError):
    """A text without a perplexity."""

def mean_surprisal(values):
    return -math.fsum(values) / len(values)

# %% ex08-perplexity
def perplexity(log_probs):
    values = tuple(log_probs)
    if values == () or any(math.isnan(value) or value > 1e-9 for value in values):
        raise BadText(values)
    return math.e ** mean_surprisal(values)

# %% ex08-perplexity-factor
def perplexity_factor(p: float, n: int) -> float:
    if not (0 < p <= 1 and n >= 1):
        raise BadText((p, n))
    return math.e ** mean_surprisal([math.log(p)] + [0] * (n - 1))

# %% insert after ex08-test-token-perplexity
surprisal_nats, surprisal_bits = "done", None
p, n = 0.01, 100
