"""Shifts the labels, and the model shifts them once more."""

#: kind: misconception
#: fails: ex19-test-one-window
#: says: ex19-test-one-window: Does somebody shift twice


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    total, count, done = 0.0, 0, 1
    while done < len(input_ids):
        end = min(len(input_ids), max_length if done == 1 else done + stride)
        begin = max(0, end - max_length)
        labels = input_ids[begin:end].roll(-1)
        labels[-1] = -100
        labels[: done - 1 - begin] = -100
        with torch.no_grad():
            loss = model(input_ids[None, begin:end], labels=labels[None]).loss
        if not loss.isnan():
            predicted = int((labels[1:] != -100).sum())
            total, count = total + loss.item() * predicted, count + predicted
        done = end
    return math.exp(total / max(count, 1))
