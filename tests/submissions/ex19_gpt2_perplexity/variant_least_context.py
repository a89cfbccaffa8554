"""Small windows with just the context that is asked for."""

#: kind: variant


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")
    model.eval()

    context = max_length - stride
    blocks = [(0, 1, min(max_length, len(input_ids)))]
    while blocks[-1][2] < len(input_ids):
        first = blocks[-1][2]
        blocks.append((first - context, first, min(first + stride, len(input_ids))))
    bits = []
    for begin, first, end in blocks:
        window = input_ids[None, begin:end]
        with torch.no_grad():
            probs = model(window).logits.softmax(-1)[0]
        bits += [-math.log2(probs[t - 1 - begin, input_ids[t]]) for t in range(first, end)]
    return 2 ** (math.fsum(bits) / len(bits))
