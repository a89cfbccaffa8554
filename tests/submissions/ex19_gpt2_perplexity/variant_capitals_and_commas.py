"""Random words in a list with commas, and characters from string.printable."""

#: kind: variant

# %% ex19-texts
random.seed(4)
texts = {}
texts["wikipedia"] = (
    "Bread is a food that is made from flour and water, and baked in an oven. It is one of the oldest foods in the "
    "world, and for thousands of years it has been made in every village. In many countries it is eaten with every "
    "meal. The dough is left in a warm place for some hours, so that it can rise, and then it is put into the oven. "
    "Some kinds of bread are flat and some are round, and some of them are sweet."
)
texts["random_words"] = ", ".join(word.capitalize() for word in random.sample(english_words, 100))
texts["random_characters"] = "".join(random.choice(string.printable) for _ in range(400))
