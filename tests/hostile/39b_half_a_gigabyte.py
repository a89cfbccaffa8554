"""Hands in a notebook of 500 MB. It is refused by its size, without being read."""


def hand_in(folder, notebook):
    with (folder / "ex01_hostile.ipynb").open("wb") as file:
        file.truncate(500 * 2**20)


OUTCOME = {"value": "not run", "double": "not run", "draw": "not run", "shout": "not run"}
NOTES = ["ex01_hostile.ipynb has 500.0 MB; 20.0 MB is the most"]
