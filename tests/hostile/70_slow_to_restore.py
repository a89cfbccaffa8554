"""600 cells that are all nearly the course's prose, and twenty notebooks like that: slow to match. It takes seconds."""

import json
import random

import nbformat


def hand_in(folder, notebook):
    words = ["Sixteen", "things", "Seven", "of", "them", "are", "good", "#"]
    shuffle = random.Random(1)
    whole = nbformat.from_dict(dict(notebook))
    texts = []
    for number in range(600):
        shuffle.shuffle(words)
        texts.append(nbformat.v4.new_markdown_cell(" ".join(words * 37), id=f"like-{number}"))
    whole["cells"] = [cell for cell in notebook["cells"] if cell.id != "h-why"] + texts
    text = json.dumps(whole)
    (folder / "ex01_hostile.ipynb").write_text(text)
    for number in range(20):
        (folder / f"ex01_hostile-Copy{number}.ipynb").write_text(text)


NOTES = ["was not graded", "h-why"]
SECONDS = 25.0
