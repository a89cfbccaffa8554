"""Torch throughout, P in float32."""

#: kind: variant

# %% ex16-kl-curve

import torch

def kl_curve(P, q):
    P, q = torch.tensor(list(map(float, P))), torch.tensor(q)
    return torch.xlogy(P[0], P[0] / q).nan_to_num(nan=0.0, posinf=math.inf) + torch.special.xlogy(P[1], P[1]) - torch.special.xlogy(P[1], 1 - q)

# %% ex16-q-best

q_best = torch.tensor(0.6)
