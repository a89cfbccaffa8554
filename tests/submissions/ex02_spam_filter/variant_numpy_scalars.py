"""NumPy float64 scalars and 0-d arrays; sequence comes back as an array."""
#: kind: variant

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = np.array(95) / np.array(144)

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    values = np.array([prior, sensitivity, specificity], dtype=float)
    if np.any((values < 0) | (values > 1)):
        raise ValueError("not probabilities")
    joint = np.array([prior, 1 - prior]) * np.array([sensitivity, 1 - specificity])
    if np.isclose(joint.sum(), 0, atol=1e-15):
        raise ValueError("a flag is impossible")
    return np.asarray((joint / joint.sum())[0])

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    belief = np.array([prior, 1 - prior])
    table = np.array([[1 - sensitivity, specificity], [sensitivity, 1 - specificity]])
    out = np.empty(len(results))
    for i, r in enumerate(np.asarray(results, dtype=int)):
        belief = belief * table[r]
        if belief.sum() == 0:
            raise ValueError("impossible result")
        belief = belief / belief.sum()
        out[i] = belief[0]
    return out
