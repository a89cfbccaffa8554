"""The model solution, as released."""
#: kind: solution
