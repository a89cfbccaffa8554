"""torch's own cross_entropy and autograd; tensors come back."""

#: kind: variant
#: needs: torch

# %% ex12-loss
loss = sp.log(1 + sp.exp(z2 - z1) + sp.exp(z3 - z1))

# %% ex12-gradient
gradient = sp.Matrix([sp.diff(loss, z) for z in (z1, z2, z3)])

# %% ex12-softmax-cross-entropy
import torch


def softmax_cross_entropy(logits, targets):
    if ((targets < 0) | (targets >= logits.shape[-1])).any():
        raise ValueError("no such class")
    z = torch.tensor(logits, requires_grad=True)
    value = torch.nn.functional.cross_entropy(z, torch.tensor(targets))
    value.backward()
    return value, z.grad
