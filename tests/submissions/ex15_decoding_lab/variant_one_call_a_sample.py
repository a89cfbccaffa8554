"""The library's generate once a sample, seeded once; arrays come back."""

#: kind: variant

# %% ex15-token-entropies
from scipy.stats import entropy


def token_entropies(probs):
    return [np.float64(entropy(row)) for row in probs]


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    print("generating", strategy)
    inputs = tokenizer(prompt, return_tensors="pt")
    torch.manual_seed(seed)
    rows = []
    for _ in range(n_samples):
        row = model.generate(**inputs, **STRATEGIES[strategy], max_new_tokens=max_new_tokens)[0]
        rows.append(row[inputs["input_ids"].size(1) :].numpy())
    return rows


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
