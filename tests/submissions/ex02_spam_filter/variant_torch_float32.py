"""Single precision torch, a float32 tensor for the sequence."""
#: kind: variant
#: needs: torch

# %% ex02-p-spam-given-flagged
import torch
p_spam_given_flagged = torch.tensor(0.019) / (torch.tensor(0.019) + torch.tensor(0.98) * torch.tensor(0.01))

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    p, s, c = (torch.tensor(float(v)) for v in (prior, sensitivity, specificity))
    if min(p, s, c) < 0 or max(p, s, c) > 1:
        raise ValueError("outside [0, 1]")
    flagged = p * s + (1 - p) * (1 - c)
    if flagged == 0:
        raise ValueError("impossible")
    return (p * s / flagged).item()

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    p, out = torch.tensor(float(prior)), torch.empty(len(results))
    for i, r in enumerate(results):
        a, b = (sensitivity, 1 - specificity) if r else (1 - sensitivity, specificity)
        total = p * a + (1 - p) * b
        if total == 0:
            raise ValueError("impossible")
        p = p * a / total
        out[i] = p
    return out
