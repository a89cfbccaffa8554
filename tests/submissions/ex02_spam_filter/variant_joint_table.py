"""A table of the joint distribution, columns normalised."""
#: kind: variant

# %% ex02-p-spam-given-flagged
table = np.diag([0.02, 0.98]) @ np.array([[0.95, 0.05], [0.01, 0.99]])
p_spam_given_flagged = (table / table.sum(axis=0))[0, 0]

# %% ex02-posterior
def posterior(prior, sensitivity, specificity, flagged=True):
    rates = np.array([[sensitivity, 1 - sensitivity], [1 - specificity, specificity]])
    if not (0 <= prior <= 1) or (rates < 0).any():
        raise ValueError("probabilities lie between 0 and 1")
    joint = np.array([[prior], [1 - prior]]) * rates
    column = joint[:, 0 if flagged else 1]
    if column.sum() == 0:
        raise ValueError("impossible")
    return column[0] / column.sum()

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    answer = []
    current = prior
    for i in range(len(results)):
        current = posterior(current, sensitivity, specificity, flagged=results[i])
        answer.append(current)
    return answer
