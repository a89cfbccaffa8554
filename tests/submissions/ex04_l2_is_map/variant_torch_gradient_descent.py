"""torch: gradient descent, and the result is a tensor that still asks for gradients."""

#: kind: variant

# %% ex04-map-weights
import torch


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    X, y = torch.as_tensor(X, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
    w = torch.zeros(X.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [w], max_iter=500, tolerance_grad=1e-12, tolerance_change=1e-14, line_search_fn="strong_wolfe"
    )

    def closure():
        optimiser.zero_grad()
        loss = 0.5 * ((y - X @ w) ** 2).sum() + lam * (w**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return w
