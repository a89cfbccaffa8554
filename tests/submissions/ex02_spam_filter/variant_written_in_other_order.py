"""posterior first, the number from it; the sequence doesn't use it."""
#: kind: variant

# %% move ex02-p-spam-given-flagged after ex02-posterior


# %% move ex02-test-p-spam-given-flagged after ex02-p-spam-given-flagged


# %% ex02-p-spam-given-flagged
p_spam_given_flagged = posterior(0.02, 0.95, 0.99)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    spam, other, out = prior, 1 - prior, []
    for result in map(bool, results):
        spam *= sensitivity if result else 1 - sensitivity
        other *= 1 - specificity if result else specificity
        try:
            out.append(spam / (spam + other))
        except ZeroDivisionError as error:
            raise ValueError("impossible result") from error
    return out
