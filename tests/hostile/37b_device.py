"""Hands in a device. It is refused before it is opened."""

import os
import stat

import nbformat


def hand_in(folder, notebook):
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    os.mknod(folder / "zero.csv", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    os.mknod(folder / "zero.ipynb", stat.S_IFCHR | 0o666, os.makedev(1, 5))


NEEDS_ROOT = True
NOTES = ["zero.csv is not an ordinary file", "zero.ipynb is not an ordinary file"]
