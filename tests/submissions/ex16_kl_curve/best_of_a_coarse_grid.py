"""The best of a hundred beliefs, none of which is the best."""

#: kind: misconception
#: fails: ex16-test-q-best
#: says: ex16-test-q-best: not to four decimals

# %% ex16-q-best

grid = np.linspace(0.01, 0.99, 100)
q_best = grid[np.argmin(kl_curve([0.6, 0.4], grid))]
