"""Works in percent inside, gives fractions outside; lists of 0-d arrays."""
#: kind: variant

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    p, s, c = 100 * prior, 100 * sensitivity, 100 * specificity
    if not (0 <= p <= 100 and 0 <= s <= 100 and 0 <= c <= 100):
        raise ValueError("no probability")
    spam, rest = p * s, (100 - p) * (100 - c)
    if spam + rest == 0:
        raise ValueError("impossible")
    return np.array(spam / (spam + rest))
