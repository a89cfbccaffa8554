"""Asks the model anew for each token, with as much before it as fits."""

# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    total = 0.0
    with torch.inference_mode():
        for t in range(1, input_ids.numel()):
            seen = input_ids[max(0, t - max_length + 1) : t + 1].reshape(1, -1)
            probs = torch.nn.functional.softmax(model(input_ids=seen).logits[0, -2].double(), dim=0)
            total += np.log(probs[input_ids[t]].item())
    return np.exp(-total / (input_ids.numel() - 1))

# %% ex19-perplexities
perplexities = {}
for name, text in texts.items():
    ids = tokenizer(text, return_tensors="pt").input_ids[:, :200]
    perplexities[name] = model(ids, labels=ids).loss.exp()
