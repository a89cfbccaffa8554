"""0-d tensors, single precision where that is torch's default."""
#: kind: variant
#: needs: torch

# %% ex01-both-red
import torch
p_both_red = torch.tensor(3.0) / 10 * torch.tensor(2.0) / 9

# %% ex01-prob-all-red
import torch

def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    steps = torch.arange(int(draws))
    return torch.prod(torch.clamp(int(red) - steps, min=0) / (int(red) + int(blue) - steps))

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    order = torch.tensor(rng.random((trials, red + blue))).argsort(dim=1)
    return (order[:, :draws] < red).all(dim=1).float().mean()
