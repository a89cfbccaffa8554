"""The solution."""

#: kind: solution
