"""Torch: Adam and then LBFGS on four starts at once; the results are 0-d tensors."""

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
    places = torch.linspace(-1.5, 1.5, 4, dtype=torch.float64).requires_grad_()
    log_scale = torch.full((4,), -1.0, dtype=torch.float64, requires_grad=True)

    def losses():
        mu, sigma = mean + std * places, std * log_scale.exp()
        log_g = torch.log_softmax(-(((x - mu[:, None]) / sigma[:, None]) ** 2) / 2, dim=1)
        if direction == "forward":
            return (density * (density.log() - log_g)).sum(1)
        return (log_g.exp() * (log_g - density.log())).sum(1)

    for optimiser, steps in (
        (torch.optim.Adam([places, log_scale], lr=0.2), 40),
        (torch.optim.LBFGS([places, log_scale], max_iter=40, line_search_fn="strong_wolfe", tolerance_change=1e-13), 1),
    ):

        def closure():
            optimiser.zero_grad()
            total = losses().sum()
            total.backward()
            return total

        for _ in range(steps):
            optimiser.step(closure)
    best = losses().argmin()
    return mean + std * places[best].detach(), std * log_scale[best].exp().detach()
