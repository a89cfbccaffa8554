"""Feeds the whole text, whatever the model can take."""

#: kind: misconception
#: fails: ex19-test-each-once, ex19-test-the-end, ex19-test-perplexities
#: says: ex19-test-each-once: the model was fed ids of shape


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    with torch.no_grad():
        return math.exp(model(input_ids[None], labels=input_ids[None]).loss)
