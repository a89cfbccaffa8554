"""Double precision torch, 0-d tensors as results."""
#: kind: variant
#: needs: torch

# %% ex02-p-spam-given-flagged
import torch
p_spam_given_flagged = torch.tensor(95.0, dtype=torch.float64) / 144

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    v = torch.tensor([prior, sensitivity, specificity], dtype=torch.float64)
    if ((v < 0) | (v > 1)).any():
        raise ValueError("outside [0, 1]")
    joint = torch.stack([v[0] * v[1], (1 - v[0]) * (1 - v[2])])
    if joint.sum() == 0:
        raise ValueError("impossible")
    return (joint / joint.sum())[0]

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    out = []
    for r in results:
        if r:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
        out.append(prior)
    return out
