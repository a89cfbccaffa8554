"""Numbers in place of the symbols."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-p
#: says: ex07-test-h-p: one SymPy expression

# %% ex07-h-p
H_P = -(0.5 * math.log(0.5) + 0.3 * math.log(0.3) + 0.2 * math.log(0.2))
