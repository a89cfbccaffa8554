"""Decimals and a Fraction; the mean in Decimal."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
from decimal import Decimal
from fractions import Fraction

surprisal_nats = -Decimal('0.01').ln()

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats / Decimal(2).ln()

# %% ex08-token-perplexity
token_perplexity = 1 / Fraction(1, 100)

# %% ex08-perplexity
def perplexity(log_probs):
    values = [Decimal(float(value)) for value in log_probs]
    if not values or any(value.is_nan() or value > 0 for value in values):
        raise ValueError("logs of probabilities, please")
    return (-sum(values) / len(values)).exp()

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return (-Decimal(p).ln() / n).exp()
