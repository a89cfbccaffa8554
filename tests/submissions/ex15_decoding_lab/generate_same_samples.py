"""Sets the seed again before each sample, so that all are the same."""

#: kind: misconception
#: fails: ex15-test-generate-strategies
#: says: ex15-test-generate-strategies: Two samples at T=1.4 are the same


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    inputs = tokenizer(prompt, return_tensors="pt")
    width, end = inputs.input_ids.shape[1], tokenizer.eos_token_id
    rows = []
    for _ in range(n_samples):
        torch.manual_seed(seed)
        output = model.generate(**inputs, **STRATEGIES[strategy], max_new_tokens=max_new_tokens)
        row = output[0, width:].tolist()
        rows.append(row[: row.index(end)] if end in row else row)
    return rows


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
