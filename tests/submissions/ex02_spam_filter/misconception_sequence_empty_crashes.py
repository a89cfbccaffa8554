"""An IndexError for no results."""
#: kind: misconception
#: fails: ex02-test-sequence-edges
#: says: ex02-test-sequence-edges: IndexError

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    def step(p, r):
        return posterior(p, sensitivity, specificity) if r else posterior(p, 1 - sensitivity, 1 - specificity)

    out = [step(prior, results[0])]
    for r in results[1:]:
        out.append(step(out[-1], r))
    return out
