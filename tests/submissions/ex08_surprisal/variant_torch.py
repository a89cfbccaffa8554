"""0-d tensors in single precision; torch's own mean."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
import torch

surprisal_nats = -torch.log(torch.tensor(0.01))

# %% ex08-surprisal-bits
surprisal_bits = -torch.log2(torch.tensor(0.01))

# %% ex08-token-perplexity
token_perplexity = torch.exp(surprisal_nats)

# %% ex08-perplexity
def perplexity(log_probs):
    values = torch.as_tensor(np.array(log_probs), dtype=torch.float32)
    if len(values) == 0 or values.isnan().any() or values.max() > 0:
        raise ValueError("bad log-probabilities")
    return values.mean().neg().exp()

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return torch.tensor(p, dtype=torch.float32) ** (-1 / n)
