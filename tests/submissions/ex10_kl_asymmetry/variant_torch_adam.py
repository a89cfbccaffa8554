"""Torch: Adam on ten starts at once; the results are 0-d tensors."""

#: kind: variant
#: needs: torch

# %% ex10-witness
import torch

P = torch.tensor([0.1, 0.9], dtype=torch.float64)
Q = torch.tensor([0.4, 0.6], dtype=torch.float64)

# %% ex10-fit-gaussian
import torch


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    x, density = torch.tensor(x), torch.tensor(density)
    mean = (x * density).sum()
    std = (density * (x - mean) ** 2).sum().sqrt()
    places = torch.linspace(-2, 2, 10, dtype=torch.float64).requires_grad_()
    log_scale = torch.full((10,), -1.0, dtype=torch.float64, requires_grad=True)

    def losses():
        mu, sigma = mean + std * places, std * log_scale.exp()
        log_g = torch.log_softmax(-(((x - mu[:, None]) / sigma[:, None]) ** 2) / 2, dim=1)
        if direction == "forward":
            return (density * (density.log() - log_g)).sum(1)
        return (log_g.exp() * (log_g - density.log())).sum(1)

    optimiser = torch.optim.Adam([places, log_scale], lr=0.1)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimiser, 0.98)
    for _ in range(400):
        optimiser.zero_grad()
        losses().sum().backward()
        optimiser.step()
        schedule.step()
    best = losses().argmin()
    return mean + std * places[best].detach(), std * log_scale[best].exp().detach()
