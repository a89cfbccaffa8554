"""torch in single precision."""

#: kind: variant

# %% ex04-map-weights
import torch


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
    return torch.linalg.solve(X.T @ X + 2 * lam * torch.eye(X.shape[1]), X.T @ y)
