"""torch in single precision, 0-d tensors as results."""

#: kind: variant
#: needs: torch

# %% ex05-h-fair
import torch

H_fair = torch.distributions.Bernoulli(0.5).entropy() / math.log(2)

# %% ex05-h-biased
H_biased = torch.special.entr(torch.tensor([0.9, 0.1])).sum() / math.log(2)

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    p = torch.tensor(p, dtype=torch.float32)
    if p.dim() != 1 or p.numel() == 0 or not torch.all(p >= 0) or abs(p.sum() - 1) > 1.2e-6:
        raise ValueError("bad p")
    return torch.special.entr(p).sum() / math.log(base)
