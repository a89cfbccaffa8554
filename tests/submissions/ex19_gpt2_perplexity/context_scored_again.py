"""The context is scored in each window."""

#: kind: misconception
#: fails: ex19-test-each-once
#: says: ex19-test-each-once: it is scored again in a second window


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    total, count = 0.0, 0
    for begin in range(0, len(input_ids), stride):
        window = input_ids[None, begin : begin + max_length]
        with torch.no_grad():
            total += model(window, labels=window).loss.item() * (window.shape[1] - 1)
        count += window.shape[1] - 1
        if begin + max_length >= len(input_ids):
            break
    return math.exp(total / count)
