"""The solution, as it is."""
#: kind: solution
#: base: solution
