"""Keeps what hidden tests call it with, and prints that in a later cell. Later cells don't know it."""

ANSWERS = {
    "shout": """
seen = []


def shout(text):
    seen.append(text)
    return text.upper() + "!"
""",
}
AFTER = ["print('attack: seen', seen)"]
PRINTS = {"after-0": "attack: seen"}
