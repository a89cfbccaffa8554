"""A window, and then the rest; the mode is restored afterwards."""

#: kind: variant


# %% ex19-sliding-perplexity
def _cost(ids, model, max_length, stride, done):
    if done == len(ids):
        return 0
    end = min(len(ids), max(max_length, done + stride) if done == 1 else done + stride)
    begin = max(0, end - max_length)
    loss = torch.nn.CrossEntropyLoss(reduction="sum")
    logits = model(ids[begin:end].view(1, -1)).logits.squeeze(0)
    here = loss(logits[done - begin - 1 : -1], ids[done:end])
    return here.item() + _cost(ids, model, max_length, stride, end)


def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")

    before = model.training
    try:
        with torch.no_grad():
            total = _cost(input_ids, model.eval(), max_length, stride, 1)
    finally:
        model.train(before)
    return torch.tensor(total / (len(input_ids) - 1), dtype=torch.float64).exp()
