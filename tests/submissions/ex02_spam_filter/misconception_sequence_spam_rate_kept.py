"""After a pass: the good emails' rate is turned round, spam's is not."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: chance that spam is flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if_not = 1 - specificity if flagged else specificity
        total = prior * sensitivity + (1 - prior) * if_not
        if total == 0:
            raise ValueError("impossible")
        prior = prior * sensitivity / total
        posteriors.append(prior)
    return posteriors
