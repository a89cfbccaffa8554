"""The grading harness of the course. Start with ``docs/theory-of-operation.md``."""
