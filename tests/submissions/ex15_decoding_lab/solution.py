"""The model solution, as it stands."""

#: kind: solution
