"""The chapter's own listing, with arguments checked."""

#: kind: misconception
#: fails: ex19-test-each-once, ex19-test-the-end
#: says: ex19-test-each-once: should be weighted by the number of predictions


# %% ex19-sliding-perplexity
def sliding_perplexity(input_ids, model, max_length, stride):
    if len(input_ids) < 2 or max_length < 2 or stride < 1 or stride >= max_length:
        raise ValueError("bad arguments")

    model.eval()
    ids = input_ids[None]
    nlls, prev_end = [], 0
    for begin in range(0, ids.size(1), stride):
        end = min(begin + max_length, ids.size(1))
        new = end - prev_end
        window, targets = ids[:, begin:end], ids[:, begin:end].clone()
        targets[:, :-new] = -100
        with torch.no_grad():
            nlls.append(model(window, labels=targets).loss * new)
        prev_end = end
    return torch.exp(torch.stack(nlls).sum() / prev_end).item()
