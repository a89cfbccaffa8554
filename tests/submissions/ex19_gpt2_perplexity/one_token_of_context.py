"""Windows that overlap by a single token."""

#: kind: misconception
#: fails: ex19-test-model
#: says: ex19-test-model: How many tokens before it does each token see


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    costs = []
    for begin in range(0, len(input_ids) - 1, max_length - 1 if len(input_ids) <= max_length else stride):
        size = max_length if len(input_ids) <= max_length else stride + 1
        window = input_ids[begin : begin + size]
        with torch.no_grad():
            log_probs = model(window[None]).logits[0].log_softmax(-1)
        costs += [-log_probs[t, window[t + 1]].item() for t in range(len(window) - 1)]
    return math.exp(np.mean(costs))
