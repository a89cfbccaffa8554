"""Tensors, in single precision where torch likes it."""

#: kind: variant

# %% ex11-p-max
import torch

p_max = torch.tensor(0.5)

# %% ex11-max-variance
max_variance = torch.tensor(0.25, dtype=torch.float64)

# %% ex11-p-min
p_min = torch.tensor([1.0, 0.0])

# %% ex11-min-variance
min_variance = torch.zeros(())


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    chance = torch.as_tensor(p, dtype=torch.float32)
    if bool(((chance < 0) | (chance > 1)).any()):
        raise ValueError("no probability")
    return torch.distributions.Bernoulli(probs=chance).variance
