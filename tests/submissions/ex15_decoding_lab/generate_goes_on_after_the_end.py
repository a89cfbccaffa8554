"""A loop that never stops; the ends are filtered out afterwards."""

#: kind: misconception
#: fails: ex15-test-generate-completions
#: says: ex15-test-generate-completions: go on after their end


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    torch.manual_seed(seed)
    inputs = tokenizer([prompt] * n_samples, return_tensors="pt")
    settings = STRATEGIES[strategy] | {"max_new_tokens": max_new_tokens, "eos_token_id": -1}
    output = model.generate(**inputs, **settings)[:, inputs.input_ids.shape[1] :]
    return [[token for token in row if token != tokenizer.eos_token_id] for row in output.tolist()]


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
