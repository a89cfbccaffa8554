"""Only whole windows; what is left over is never scored."""

#: kind: misconception
#: fails: ex19-test-the-end
#: says: ex19-test-the-end: Do your windows reach the end


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    costs, done = [], 1
    for begin in range(0, max(1, len(input_ids) - max_length + 1), stride):
        end = min(begin + max_length, len(input_ids))
        with torch.no_grad():
            log_probs = model(input_ids[None, begin:end]).logits[0].log_softmax(-1)
        costs += [-log_probs[t - 1 - begin, input_ids[t]].item() for t in range(done, end)]
        done = end
    return math.exp(np.mean(costs))
