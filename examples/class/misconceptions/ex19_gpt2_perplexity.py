"""The mean of the windows' losses, whatever they are means of."""

# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    ids, n = input_ids.unsqueeze(0), len(input_ids)
    losses, previous_end = [], 0
    for begin in range(0, n, stride):
        end = min(begin + max_length, n)
        window = ids[:, begin:end]
        labels = window.clone()
        labels[:, : previous_end - begin] = -100
        with torch.no_grad():
            loss = model(window, labels=labels).loss
        losses.append(loss.item())
        previous_end = end
        if end == n:
            break
    return math.exp(np.mean(losses))
