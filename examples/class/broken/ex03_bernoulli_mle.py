"""A test cell was deleted, an answer copied, a cell moved."""

# %% delete ex03-test-score

# %% duplicate ex03-p-hat

# %% move ex03-test-log-likelihood after ex03-setup
