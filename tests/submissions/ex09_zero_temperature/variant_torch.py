"""torch in double precision."""

#: kind: variant

# %% ex09-softmax
import torch


def softmax(logits, T):
    z = torch.as_tensor(logits, dtype=torch.float64)
    if T <= 0 or z.isnan().any() or bool((z == -torch.inf).all()):
        raise ValueError("softmax is not defined here")
    return torch.softmax((z - z.max()) / T, dim=0)


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = torch.tensor(np.array(logits), dtype=torch.float64)
    winners = (z == torch.amax(z)).float()
    return winners / winners.sum()
