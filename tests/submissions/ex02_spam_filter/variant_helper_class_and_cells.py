"""A class and a helper cell of its own, an extra cell with notes, prints and warnings."""
#: kind: variant

# %% insert after ex02-spec
import sys
import warnings


class Belief:
    def __init__(self, p):
        self.p = p

    def see(self, if_spam, if_not):
        print("seeing", if_spam, if_not)
        warnings.warn("thinking hard")
        print("on stderr", file=sys.stderr)
        total = self.p * if_spam + (1 - self.p) * if_not
        if total == 0:
            raise ValueError("impossible")
        self.p = self.p * if_spam / total
        return self.p

# %% insert after ex02-spec-posterior [markdown]
# My notes: first the two heaps, then the share.

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = Belief(0.02).see(0.95, 0.01)
p_spam_given_flagged

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    for v in [prior, sensitivity, specificity]:
        if v < 0:
            raise ValueError("negative")
        elif v > 1:
            raise ValueError("too large")
    return Belief(prior).see(sensitivity, 1 - specificity)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    belief = Belief(prior)
    return [
        belief.see(sensitivity, 1 - specificity) if r else belief.see(1 - sensitivity, specificity) for r in results
    ]
