"""Only the first part is done."""
#: kind: partial
#: base: release
#: fails: ex01-test-exact, ex01-test-edges, ex01-test-refusals, ex01-test-estimate, ex01-test-rng

# %% ex01-both-red
p_both_red = 1 / 15
