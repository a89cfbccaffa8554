"""T = 0 is put in."""

#: kind: misconception
#: fails: ex09-test-ratio-limit
#: says: ex09-test-ratio-limit: That is nan

# %% ex09-ratio-limit
ratio_limit = ratio.subs(T, 0)
