"""torch in single precision, a 0-d tensor as result."""

#: kind: variant
#: needs: torch

# %% ex06-kl-pq
import torch

kl_pq = torch.nn.functional.kl_div(torch.log(torch.tensor([0.5, 0.5])), torch.tensor([0.4, 0.6]), reduction="sum")

# %% ex06-kl-divergence
def kl_divergence(p, q):
    p, q = (torch.tensor(x, dtype=torch.float32) for x in (p, q))
    for x in (p, q):
        if x.dim() != 1 or x.numel() == 0 or not torch.all(x >= 0) or abs(x.sum() - 1) > 1.2e-6:
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths")
    return torch.where(p > 0, p * torch.log(p / q), torch.zeros_like(p)).sum()
