"""Logarithms and logaddexp; NumPy warns about log(0) and the answers are right."""
#: kind: variant

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = np.exp(np.log(0.02) + np.log(0.95) - np.logaddexp(np.log(0.019), np.log(0.0098)))

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    for v in (prior, sensitivity, specificity):
        if v < 0 or v > 1:
            raise ValueError("no probability")
    a = np.log(prior) + np.log(sensitivity)
    b = np.log1p(-prior) + np.log1p(-specificity)
    total = np.logaddexp(a, b)
    if total == -np.inf:
        raise ValueError("impossible")
    return np.exp(a - total)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    a, b = np.log(prior), np.log1p(-prior)
    out = []
    for r in results:
        a = a + np.log(sensitivity if r else 1 - sensitivity)
        b = b + np.log(1 - specificity if r else specificity)
        total = np.logaddexp(a, b)
        if np.isneginf(total):
            raise ValueError("impossible")
        out.append(np.exp(a - total))
    return out
