"""Log-probabilities throughout, normalised with logsumexp."""

#: kind: variant

# %% ex13-unigram-lm

from scipy.special import logsumexp

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if alpha < 0:
            raise ValueError("alpha")
        if tokens == []:
            raise ValueError("tokens")
        counts = dict.fromkeys(vocabulary, 0)
        for t in tokens:
            counts[t if t in counts else "<unk>"] += 1
        with np.errstate(divide="ignore"):
            logs = np.log(np.array(list(counts.values())) + alpha)
        logs -= logsumexp(logs)
        self.logp = dict(zip(counts, logs))

    def log_prob(self, token):
        return self.logp.get(token, self.logp["<unk>"])

    def prob(self, token):
        return np.exp(self.log_prob(token))

    def perplexity(self, tokens):
        if tokens == []:
            raise ValueError("tokens")
        return 2 ** (-np.mean([self.log_prob(t) for t in tokens]) / np.log(2))

# %% ex13-results

lm = UnigramLM(train_tokens, vocabulary, 1)
results = dict(
    unigram=round(float(lm.perplexity(heldout_tokens)), 2),
    uniform=np.float32(uniform_perplexity(vocabulary)),
)
