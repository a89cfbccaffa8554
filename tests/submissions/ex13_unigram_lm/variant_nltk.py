"""NLTK's own language models."""

#: kind: variant
#: needs: nltk

# %% ex13-unigram-lm

from nltk.lm import Lidstone, Vocabulary

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if not tokens or alpha < 0:
            raise ValueError("bad arguments")
        known = Vocabulary(sorted(vocabulary - {"<unk>"}), unk_cutoff=1, unk_label="<unk>")
        self.lm = Lidstone(alpha, order=1, vocabulary=known)
        self.lm.fit([[(t,) for t in tokens]])

    def prob(self, token):
        return self.lm.score(token)

    def perplexity(self, tokens):
        if not tokens:
            raise ValueError("empty text")
        return self.lm.perplexity([(t,) for t in tokens])
