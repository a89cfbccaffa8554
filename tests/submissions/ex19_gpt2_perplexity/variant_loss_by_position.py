"""The outputs by position instead of by name; the device of the parameters; a Decimal comes back."""

#: kind: variant

# %% ex19-sliding-perplexity
from decimal import Decimal


def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    device = next(model.parameters()).device
    print("perplexity of", len(input_ids), "tokens on", device)
    limit = min(max_length, model.config.n_positions)
    costs, position = [], 1
    while position < len(input_ids):
        stop = min(position + (stride if position > 1 else limit - 1), len(input_ids))
        start = max(stop - limit, 0)
        window = input_ids[start:stop].unsqueeze(0).to(device)
        labels = torch.full_like(window, -100)
        labels[:, position - start :] = window[:, position - start :]
        outputs = model(window, labels=labels)
        costs.append(Decimal(float(outputs[0])) * (stop - position))
        position = stop
    return (sum(costs) / (len(input_ids) - 1)).exp()
