"""Another paragraph, shuffled words and small letters; rounded numbers; a helper cell."""

#: kind: variant

# %% ex19-texts
rng = np.random.default_rng()
moon = """The Moon is the only natural satellite of the Earth. It goes round the Earth in about a month, and the
same side of it is always seen from here. Its light is that of the Sun, thrown back by grey rock and dust. The pull
of the Moon, and to a lesser extent that of the Sun, makes the tides of the sea. It has no air and no weather, and
the marks of the first people who walked there can still be seen in the dust today."""
words = rng.permutation(moon.lower().replace(".", "").replace(",", "").split())
texts = dict(
    random_characters="".join(rng.choice(list("abcdefghijklmnopqrstuvwxyz "), size=250)),
    random_words=" ".join(words),
    wikipedia=moon,
)


# %% insert after ex19-texts
def perplexity(text):
    return round(float(sliding_perplexity(torch.tensor(tokenizer.encode(text)), model, 128, 64)), 1)


# %% ex19-perplexities
perplexities = {name: perplexity(texts[name]) for name in sorted(texts)}
