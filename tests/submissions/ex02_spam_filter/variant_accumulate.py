"""itertools.accumulate with the prior as its first value, cut off again."""
#: kind: variant

# %% ex02-posterior-sequence
from itertools import accumulate

def posterior_sequence(prior, sensitivity, specificity, results):
    def step(p, flagged):
        if flagged == True:
            return posterior(p, sensitivity, specificity)
        return posterior(p, 1 - sensitivity, 1 - specificity)

    return list(accumulate(results, step, initial=prior))[1:]
