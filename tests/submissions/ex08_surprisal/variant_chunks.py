"""The product, in roots that can't underflow; an early return."""
#: kind: variant
#: base: solution

# %% ex08-perplexity
def perplexity(log_probs):
    if len(log_probs) == 0:
        raise ValueError("no tokens")
    n, result = len(log_probs), 1.0
    for value in log_probs:
        if value != value or value > 0:
            raise ValueError(f"{value} is no log-probability")
        if value == -float("inf"):
            result = float("inf")
            continue
        result *= math.exp(-value / n)
    return result

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return (1 / p) ** (1 / n)
