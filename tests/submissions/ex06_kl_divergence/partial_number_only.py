"""The number, and no function."""

#: kind: partial
#: base: release
#: fails: ex06-test-kl-value, ex06-test-kl-zeros, ex06-test-kl-infinite, ex06-test-kl-refusals

# %% ex06-kl-pq
kl_pq = 0.02014
