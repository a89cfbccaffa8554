"""The logs are not weighted."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-h-p
#: says: ex07-test-h-p: how often does each outcome happen

# %% ex07-h-p
H_P = -(sp.log(p1) + sp.log(p2) + sp.log(p3))
