"""After a pass: spam's rate is turned round, the good emails' is not."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: chance that a good email is flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if_spam = sensitivity if flagged else 1 - sensitivity
        if_not = 1 - specificity
        if prior * if_spam + (1 - prior) * if_not == 0:
            raise ValueError("impossible")
        prior = prior * if_spam / (prior * if_spam + (1 - prior) * if_not)
        posteriors.append(prior)
    return posteriors
