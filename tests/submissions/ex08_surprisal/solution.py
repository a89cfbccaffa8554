"""The model solution."""
#: kind: solution
#: base: solution
