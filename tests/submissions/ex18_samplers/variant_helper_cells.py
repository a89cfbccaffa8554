"""One helper for all, in a cell of its own; prints and warnings; rejection instead of renormalising."""
#: kind: variant
#: base: solution

# %% insert after ex18-setup
import warnings


def keep(probs, mask):
    print("kept", mask.sum())
    warnings.warn("renormalising")
    return np.where(mask, probs, 0) / np.sum(probs, where=mask)

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k")
    probs = np.asarray(probs, dtype=float)
    return keep(probs, np.argsort(np.argsort(-probs)) < k)

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if p > 1 or p <= 0:
        raise ValueError("p")
    probs = np.asarray(probs, dtype=float)
    ahead = np.array([probs[probs > mine].sum() for mine in probs])
    return keep(probs, ahead < p)

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    plain = temperature_probs(logits, temperature)
    allowed = plain > 0
    if top_k is not None:
        allowed &= np.asarray(top_k_probs(plain, top_k)) > 0
    if top_p is not None:
        allowed &= np.asarray(top_p_probs(np.where(allowed, plain, 0) / plain[allowed].sum(), top_p)) > 0
    edges = plain.cumsum() / plain.sum()
    while True:
        token = edges.searchsorted(rng.random(), side="right")
        if allowed[token]:
            return int(token)
