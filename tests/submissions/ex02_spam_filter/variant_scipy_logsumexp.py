"""SciPy's logsumexp, accumulated log likelihoods, array result."""
#: kind: variant

# %% ex02-p-spam-given-flagged
from scipy.special import softmax
p_spam_given_flagged = softmax(np.log([0.02 * 0.95, 0.98 * 0.01]))[0]

# %% ex02-posterior-sequence
from scipy.special import logsumexp

def posterior_sequence(prior, sensitivity, specificity, results):
    results = np.asarray(results).astype(bool)
    with np.errstate(divide="ignore"):
        spam = np.where(results, np.log(sensitivity), np.log(1 - sensitivity))
        other = np.where(results, np.log(1 - specificity), np.log(specificity))
        table = np.stack([np.log(prior) + np.cumsum(spam), np.log(1 - prior) + np.cumsum(other)])
    if np.isneginf(table).all(axis=0).any():
        raise ValueError("impossible result")
    return np.exp(table[0] - logsumexp(table, axis=0)).tolist()
