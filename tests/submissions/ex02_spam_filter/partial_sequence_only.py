"""The sequence stands on its own; number and posterior are not begun."""
#: kind: partial
#: base: release
#: fails: ex02-test-p-spam-given-flagged, ex02-test-posterior-value, ex02-test-posterior-certainty, ex02-test-posterior-refusals

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    out = []
    for r in results:
        a, b = (sensitivity, 1 - specificity) if r else (1 - sensitivity, specificity)
        if prior * a + (1 - prior) * b == 0:
            raise ValueError("impossible")
        prior = prior * a / (prior * a + (1 - prior) * b)
        out.append(prior)
    return out
