"""Windows begin at multiples of the stride; labels of -100 hide the context; losses weighted by their counts."""

#: kind: variant


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    input_ids = input_ids.unsqueeze(0)
    n, losses, counted, previous_end = input_ids.size(1), [], 0, 0
    for begin in range(0, n, stride):
        end = min(begin + max_length, n)
        window = input_ids[:, begin:end]
        labels = window.clone()
        labels[:, : previous_end - begin] = -100
        predicted = (labels[:, 1:] != -100).sum()
        with torch.no_grad():
            losses.append(model(window, labels=labels).loss * predicted)
        counted += predicted
        previous_end = end
        if end == n:
            break
    return torch.exp(torch.stack(losses).sum() / counted)
