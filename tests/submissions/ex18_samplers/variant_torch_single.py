"""torch in single precision: topk, scatter, searchsorted; the token is a 0-d tensor."""
#: kind: variant
#: base: solution

# %% ex18-temperature-probs
import torch


def temperature_probs(logits, T):
    if T <= 0:
        raise ValueError(T)
    return torch.softmax(torch.as_tensor(np.array(logits), dtype=torch.float32) / T, dim=-1)

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError(k)
    probs = torch.as_tensor(probs, dtype=torch.float32)
    values, indices = torch.topk(probs, min(k, len(probs)))
    return torch.zeros_like(probs).scatter(0, indices, values) / values.sum()

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not 0 < p <= 1:
        raise ValueError(p)
    probs = torch.as_tensor(probs, dtype=torch.float32)
    values, indices = torch.sort(probs, descending=True)
    remove = values.cumsum(0) - values > p
    values = values.masked_fill(remove, 0.0)
    return torch.zeros_like(probs).scatter_(0, indices, values / values.sum())

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    edges = probs.cumsum(0)
    return torch.searchsorted(edges, edges[-1] * rng.random(), right=True)
