"""Random words that are strings of letters."""

#: kind: misconception
#: fails: ex19-test-texts
#: says: ex19-test-texts: Were its letters drawn


# %% ex19-texts
def word():
    return "".join(random.choices(string.ascii_lowercase, k=random.randint(3, 8)))


texts = {
    "wikipedia": (
        "Bread is a food that is made from flour and water, and baked in an oven. It is one of the oldest foods in the "
        "world, and for thousands of years it has been made in every village. In many countries it is eaten with "
        "every meal. The dough is left in a warm place for some hours, so that it can rise."
    ),
    "random_words": " ".join(word() for _ in range(100)),
    "random_characters": "".join(random.choices(string.ascii_letters, k=300)),
}
