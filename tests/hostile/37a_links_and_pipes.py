"""Hands in links to the gradebook and to other people's work, a hard link, pipes and a socket. None is followed."""

import os
import socket

import nbformat


def hand_in(folder, notebook):
    course = folder.parent.parent.parent
    (folder / "gradebook.txt").symlink_to(course / "gradebook.db")
    (folder / "their_notebook.ipynb").symlink_to(course / "submitted" / "zoe" / "ps1" / "ex01_hostile.ipynb")
    (folder / "theirs").symlink_to(course / "submitted" / "zoe", target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "hard.txt").hardlink_to(course / "nbgrader_config.py")
    os.mkfifo(folder / "pipe.csv")
    os.mkfifo(folder / "pipe.ipynb")
    handle = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(f"/proc/self/fd/{handle}/sock.txt")  # the path itself may be too long for a socket
    os.close(handle)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-value"].source += "\nimport os\nprint('attack: arrived', sorted(os.listdir()))"
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")


PRINTS = {"value": "attack: arrived []"}
NOTES = [
    "gradebook.txt is a link",
    "their_notebook.ipynb is a link",
    "theirs is a link",
    "loop is a link",
    "hard.txt is a hard link",
    "pipe.csv is not an ordinary file",
    "pipe.ipynb is not an ordinary file",
    "sock.txt is not an ordinary file",
]
