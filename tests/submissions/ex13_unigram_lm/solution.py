"""The model solution."""

#: kind: solution
