"""Handed in under another name."""
#: file: Exercise 2 FINAL (1).ipynb
