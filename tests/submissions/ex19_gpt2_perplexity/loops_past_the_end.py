"""Goes on after the end of the text, where a window may score nothing."""

#: kind: misconception
#: fails: ex19-test-the-end
#: says: ex19-test-the-end: Is there a window that scores nothing


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    ids, n = input_ids.unsqueeze(0), len(input_ids)
    total, previous_end = 0.0, 0
    for begin in range(0, n, stride):
        end = min(begin + max_length, n)
        window = ids[:, begin:end]
        labels = window.clone()
        labels[:, : -(end - previous_end)] = -100
        with torch.no_grad():
            loss = model(window, labels=labels).loss
        total += loss.item() * (end - max(previous_end, 1))
        previous_end = end
    return math.exp(total / (n - 1))
