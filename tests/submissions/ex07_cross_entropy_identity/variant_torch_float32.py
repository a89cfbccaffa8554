"""A 0-d tensor in single precision."""
#: kind: variant
#: base: solution

# %% ex07-cross-entropy
import torch

def cross_entropy(p, q):
    p = torch.as_tensor(np.array(p), dtype=torch.float32)
    q = torch.as_tensor(np.array(q), dtype=torch.float32)
    return -torch.special.xlogy(p, q).sum()
