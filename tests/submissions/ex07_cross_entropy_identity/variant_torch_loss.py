"""torch's own cross_entropy, with log-probabilities for logits."""
#: kind: variant
#: base: solution

# %% ex07-cross-entropy
import torch

def cross_entropy(p, q):
    p = torch.tensor([float(x) for x in p], dtype=torch.float64)
    q = torch.tensor([float(x) for x in q], dtype=torch.float64)
    seen = p > 0
    if bool((q[seen] == 0).any()):
        return np.inf
    return torch.nn.functional.cross_entropy(q[seen].log()[None], p[seen][None]) - q[seen].sum().log()
