"""Constants that SymPy has not worked out; a SymPy infinity."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
import sympy

surprisal_nats = -sympy.log(sympy.Rational(1, 100))

# %% ex08-surprisal-bits
surprisal_bits = sympy.log(100, 2)

# %% ex08-token-perplexity
token_perplexity = sympy.exp(surprisal_nats)

# %% ex08-perplexity
def perplexity(log_probs):
    values = [float(value) for value in log_probs]
    if len(values) == 0 or any(math.isnan(value) or value > 0 for value in values):
        raise ValueError
    if -math.inf in values:
        return sympy.oo
    return sympy.exp(sympy.Float(-sum(values) / len(values)))

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return sympy.Float(p) ** sympy.Rational(-1, n)
