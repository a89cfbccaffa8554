"""Takes the specificity for the false-positive rate."""

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95 / (0.02 * 0.95 + 0.98 * 0.99)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    out = []
    for flagged in results:
        if flagged:
            out.append(posterior(prior, sensitivity, specificity))
        else:
            out.append(posterior(prior, 1 - sensitivity, 1 - specificity))
    return out
