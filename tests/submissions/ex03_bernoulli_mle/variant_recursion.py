"""Statistics module, a recursion, a SymPy number; warnings and prints on the way."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
log_likelihood = sp.expand_log(sp.log(p**k * (1 - p) ** (n - k)), force=True)
print(log_likelihood)

# %% ex03-score
score = sp.diff(log_likelihood, p).simplify()
display = print
display(score)

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    import sys
    import warnings

    warnings.warn("small samples are noisy")
    print("estimating", file=sys.stderr)

    def ones(values):
        if len(values) == 0:
            return 0
        if values[0] != 0 and values[0] != 1:
            raise ValueError(values[0])
        return int(values[0]) + ones(values[1:])

    if len(x) == 0:
        raise ValueError
    return sp.Rational(ones(x), len(x))
