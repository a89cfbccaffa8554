"""The last window is as long as the others and ends with the text; NumPy does the rest."""

#: kind: variant


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    ids = input_ids.tolist()
    begins = list(range(0, max(1, len(ids) - max_length + 1), stride))
    if begins[-1] + max_length < len(ids):
        begins.append(len(ids) - max_length)
    surprise = {}
    for begin in begins:
        window = ids[begin : begin + max_length]
        with torch.no_grad():
            logits = model(torch.tensor([window])).logits[0].numpy().astype(np.float64)
        logits -= logits.max(axis=1, keepdims=True)
        log_probs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        for place in range(1, len(window)):
            surprise.setdefault(begin + place, -log_probs[place - 1, window[place]])
    assert len(surprise) == len(ids) - 1
    return np.float64(np.exp(np.mean(list(surprise.values()))))
