"""Measures the harness against stock nbgrader and Otter; see ``bench``."""
