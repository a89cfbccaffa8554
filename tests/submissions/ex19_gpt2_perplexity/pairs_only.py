"""Shows the model two tokens at a time."""

#: kind: misconception
#: fails: ex19-test-model
#: says: ex19-test-model: Does each token see all tokens before it


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    costs = []
    for pair in zip(input_ids[:-1], input_ids[1:]):
        with torch.no_grad():
            costs.append(-model(torch.stack(pair)[None]).logits[0, 0].log_softmax(-1)[pair[1]].item())
    return math.exp(np.mean(costs))


# %% ex19-perplexities
perplexities = {}
for name, text in texts.items():
    ids = tokenizer(text, return_tensors="pt").input_ids[:, :200]
    perplexities[name] = model(ids, labels=ids).loss.exp()
