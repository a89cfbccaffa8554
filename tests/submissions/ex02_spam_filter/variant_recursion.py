"""Recursion on the results, head and tail."""
#: kind: variant

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    if len(results) == 0:
        return []
    head, tail = results[0], results[1:]
    s, c = (sensitivity, specificity) if head else (1 - sensitivity, 1 - specificity)
    now = posterior(prior, s, c)
    return [now] + posterior_sequence(now, sensitivity, specificity, tail)
