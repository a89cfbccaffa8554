"""Torch: LBFGS from several starts."""

#: kind: variant
#: needs: torch

# %% ex10-fit-gaussian
import torch


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    x, density = torch.from_numpy(x), torch.from_numpy(density)
    mean, cumulated = (x * density).sum(), density.cumsum(0)
    std = ((x - mean) ** 2 * density).sum().sqrt()
    best = None
    for quantile in (0.1, 0.3, 0.5, 0.7, 0.9):
        parameters = torch.stack([(x[(cumulated < quantile).sum()] - mean) / std, torch.tensor(-1.0).double()])
        parameters.requires_grad_()
        optimiser = torch.optim.LBFGS([parameters], max_iter=60, line_search_fn="strong_wolfe", tolerance_change=1e-12)

        def closure():
            optimiser.zero_grad()
            mu, sigma = mean + std * parameters[0], std * parameters[1].exp()
            log_g = torch.log_softmax(-(((x - mu) / sigma) ** 2) / 2, 0)
            if direction == "forward":
                value = torch.nn.functional.kl_div(log_g, density, reduction="sum")
            else:
                value = torch.nn.functional.kl_div(density.log(), log_g, reduction="sum", log_target=True)
            value.backward()
            return value

        optimiser.step(closure)
        value = closure().item()
        if best is None or value < best[0]:
            best = value, mean + std * parameters[0].detach(), std * parameters[1].detach().exp()
    return best[1:]
