"""The whole sequence at once, by counts of flags so far; no loop, nothing folded."""
#: kind: variant

# %% ex02-p-spam-given-flagged
counts = {"spam": 10_000 * 2 // 100, "other": 10_000 * 98 // 100}
p_spam_given_flagged = 190 / (190 + 98)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    r = np.asarray(results, dtype=bool)
    flags = np.cumsum(r)
    passes = np.cumsum(~r)
    spam = prior * sensitivity**flags * (1 - sensitivity) ** passes
    other = (1 - prior) * (1 - specificity) ** flags * specificity**passes
    if np.any(spam + other == 0):
        raise ValueError("a result has probability 0")
    return spam / (spam + other)
