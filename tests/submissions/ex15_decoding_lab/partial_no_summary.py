"""Everything but the lab's own numbers."""

#: kind: partial
#: fails: ex15-test-plot
#: says: ex15-test-plot: `summary` isn't defined

# %% ex15-summary
# I ran out of time.
