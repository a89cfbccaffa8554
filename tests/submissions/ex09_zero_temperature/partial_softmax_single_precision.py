"""torch's single precision: right, but 1e300 and 1e-308 don't exist there."""

#: kind: partial
#: fails: ex09-test-softmax-stable, ex09-test-limit-leader

# %% ex09-softmax
import torch


def softmax(logits, T):
    z = torch.tensor(np.asarray(logits), dtype=torch.float32)
    if T <= 0 or z.isnan().any() or z.max() == -torch.inf:
        raise ValueError("bad arguments")
    return torch.softmax((z - z.max()) / T, 0)


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    return softmax(logits, 1e-3)
