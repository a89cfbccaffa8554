"""Windows that don't overlap: the first token of each is never scored."""

#: kind: misconception
#: fails: ex19-test-each-once, ex19-test-the-end
#: says: ex19-test-each-once: is never scored. Is it the first of a window?


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    costs = []
    for begin in range(0, len(input_ids), max_length):
        window = input_ids[begin : begin + max_length]
        if len(window) > 1:
            with torch.no_grad():
                log_probs = model(window[None]).logits[0].log_softmax(-1)
            costs += [-log_probs[t, window[t + 1]].item() for t in range(len(window) - 1)]
    return math.exp(np.mean(costs))
