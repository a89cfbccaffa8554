"""The runner-up's probability among two tokens."""

#: kind: misconception
#: fails: ex09-test-ratio
#: says: ex09-test-ratio: only two tokens

# %% ex09-ratio
ratio = sp.exp(-Delta / T) / (1 + sp.exp(-Delta / T))
