"""Recursion that peels off the last result."""
#: kind: variant

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    results = list(results)
    if not results:
        return results
    before = posterior_sequence(prior, sensitivity, specificity, results[:-1])
    p = before[-1] if before else prior
    a, b = (sensitivity, 1 - specificity) if results[-1] else (1 - sensitivity, specificity)
    if p * a + (1 - p) * b == 0:
        raise ValueError("impossible")
    return before + [p * a / (p * a + (1 - p) * b)]
