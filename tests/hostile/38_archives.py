"""Hands in a zip with ../ in its names, a zip bomb, and names equal but for case. Nothing unpacks them outside the jail."""

import zipfile

import nbformat


def hand_in(folder, notebook):
    with zipfile.ZipFile(folder / "slip.zip", "w") as file:
        for name in ("../../../../hostile-mark", "/tmp/hostile-mark", "..\\..\\hostile-mark"):
            file.writestr(name, "attack")
    with (
        zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file,
        file.open("bomb", "w") as member,
    ):
        for _ in range(80):
            member.write(bytes(2**20))
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-value"].source = """
import os, shutil

value = 7 / 16
shutil.unpack_archive("slip.zip", "/scratch/work/out")
try:
    shutil.unpack_archive("bomb.zip", "/scratch/work/out")
except OSError as error:
    print("attack: errors", error.errno in (27, 28), "outside", os.path.exists("/hostile-mark"))
"""
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    cells["h-value"].source = "value = 0.3"
    nbformat.write(notebook, folder / "EX01_Hostile.ipynb")


PRINTS = {"value": "attack: errors True outside False"}
NOTES = ["EX01_Hostile.ipynb was not graded: ex01_hostile.ipynb was graded"]
