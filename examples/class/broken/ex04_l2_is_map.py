"""The file was cut off while it was copied."""
#: raw: {"cells": [{"cell_type": "markdown", "source": "# Exercise 4
