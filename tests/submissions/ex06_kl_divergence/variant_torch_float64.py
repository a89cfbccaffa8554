"""torch's own KL of two categorical distributions; xlogy in double precision."""

#: kind: variant
#: needs: torch

# %% ex06-kl-pq
import torch
from torch.distributions import Categorical, kl_divergence as torch_kl

kl_pq = torch_kl(Categorical(torch.tensor([0.4, 0.6])), Categorical(torch.tensor([0.5, 0.5])))

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    p, q = torch.from_numpy(p), torch.from_numpy(q)
    return (torch.special.xlogy(p, p) - torch.special.xlogy(p, q)).sum()
