"""Hands in bytes that are no text, JSON without end, a format from the future. Each is told plainly; the batch goes on."""

import json


def hand_in(folder, notebook):
    (folder / "ex01_hostile.ipynb").write_bytes(b'{"nbformat": 4, "cells": ["\xff\xfe\x80"]}')
    (folder / "deep.ipynb").write_text("[" * 100_000)
    (folder / "deep2.ipynb").write_text('{"nbformat": 4, "cells": ' + '{"a":' * 50_000)
    (folder / "future.ipynb").write_text(json.dumps(dict(notebook, nbformat=99)))
    (folder / "digits.ipynb").write_text('{"nbformat": 4' + "0" * 100_000 + "}")
    (folder / "empty.ipynb").write_text("")


OUTCOME = {"value": "not run", "double": "not run", "draw": "not run", "shout": "not run"}
NOTES = [
    "ex01_hostile.ipynb is not UTF-8 text",
    "deep.ipynb is nested too deep",
    "notebook format '99'",
    "digits.ipynb is not",
    "empty.ipynb is empty",
]
