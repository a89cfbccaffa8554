"""NLTK's Lidstone model with its own vocabulary; perplexity by its entropy in bits."""
#: kind: variant
#: base: solution
#: needs: nltk

# %% ex20-trigram-lm
from nltk.lm import Lidstone, Vocabulary
from nltk.util import ngrams


class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if len(tokens) < 3 or k < 0:
            raise ValueError("three tokens, and k of 0 or more")
        words = Vocabulary(sorted(vocabulary - {"<unk>"}), unk_cutoff=1, unk_label="<unk>")
        self.model = Lidstone(k, 3, vocabulary=words)
        self.model.fit([list(ngrams(tokens, 3)), []])

    def prob(self, word, context):
        try:
            return self.model.score(word, context)
        except ZeroDivisionError:  # k is 0, and nothing followed
            return 0.0

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("three tokens")
        try:
            return self.model.perplexity(list(ngrams(tokens, 3)))
        except ZeroDivisionError:
            return math.inf
