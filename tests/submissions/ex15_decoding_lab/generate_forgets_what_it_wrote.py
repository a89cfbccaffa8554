"""Draws all tokens from the distribution after the prompt."""

#: kind: misconception
#: fails: ex15-test-generate-strategies
#: says: ex15-test-generate-strategies: Does the model see all of them?


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    torch.manual_seed(seed)
    inputs = tokenizer(prompt, return_tensors="pt")
    step = model.generate(
        **inputs, **STRATEGIES[strategy], max_new_tokens=1, output_scores=True, return_dict_in_generate=True
    )
    probs = step.scores[0].softmax(-1)
    if strategy == "greedy":
        return [[int(probs.argmax())] * max_new_tokens for _ in range(n_samples)]
    rows, end = [], tokenizer.eos_token_id
    for _ in range(n_samples):
        row = torch.multinomial(probs[0], max_new_tokens, replacement=True).tolist()
        rows.append(row[: row.index(end)] if end in row else row)
    return rows


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
