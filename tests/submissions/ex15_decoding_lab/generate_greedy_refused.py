"""Asks the library for several greedy completions."""

#: kind: misconception
#: fails: ex15-test-generate-completions
#: says: ex15-test-generate-completions: num_return_sequences


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    torch.manual_seed(seed)
    inputs = tokenizer(prompt, return_tensors="pt")
    output = model.generate(
        **inputs, **STRATEGIES[strategy], max_new_tokens=max_new_tokens, num_return_sequences=n_samples
    )
    rows = output[:, inputs.input_ids.shape[1] :].tolist()
    end = tokenizer.eos_token_id
    return [row[: row.index(end)] if end in row else row for row in rows]


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
