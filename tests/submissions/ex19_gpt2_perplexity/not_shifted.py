"""Compares each prediction with the token that it was made at."""

#: kind: misconception
#: fails: ex19-test-one-window
#: says: ex19-test-one-window: not with the next one


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    costs, done = [], 0
    while done < len(input_ids):
        end = min(len(input_ids), max_length if done == 0 else done + stride)
        begin = max(0, end - max_length)
        with torch.no_grad():
            log_probs = model(input_ids[None, begin:end]).logits[0].log_softmax(-1)
        costs += [-log_probs[t - begin, input_ids[t]].item() for t in range(done, end)]
        done = end
    return math.exp(np.mean(costs))
