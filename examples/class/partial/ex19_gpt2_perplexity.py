"""The texts, and values copied from somewhere."""

#: base: release

# %% ex19-texts
texts = {
    "wikipedia": (
        "Bread is a food that is made from flour and water, and baked in an oven. It is one of the oldest foods in the "
        "world, and for thousands of years it has been made in every village. In many countries it is eaten with "
        "every meal. The dough is left in a warm place for some hours, so that it can rise."
    ),
    "random_words": " ".join(random.choices(english_words, k=100)),
    "random_characters": "".join(random.choices(string.ascii_letters + string.digits, k=300)),
}

# %% ex19-perplexities
perplexities = {"wikipedia": 29.9, "random_words": 4012.0, "random_characters": 812.0}
