"""Only the ratio and its limit."""

#: kind: partial
#: base: release
#: fails: ex09-test-softmax-values, ex09-test-softmax-stable, ex09-test-softmax-refusals, ex09-test-limit-leader, ex09-test-limit-ties

# %% ex09-ratio
ratio = sp.exp(-Delta / T)

# %% ex09-ratio-limit
ratio_limit = 0
