"""JSON with every key twice: one reader sees one notebook, another sees another. One is graded, the same one each time."""

import json


def hand_in(folder, notebook):
    honest = json.dumps(notebook["cells"])
    empty = json.dumps([])
    (folder / "ex01_hostile.ipynb").write_text(
        f'{{"cells": {empty}, "nbformat": 3, "metadata": {{}}, "nbformat_minor": 5, "nbformat": 4, "cells": {honest}}}'
    )
