"""The chance of the second outcome."""

#: kind: misconception
#: fails: ex16-test-q-best
#: says: ex16-test-q-best: second outcome

# %% ex16-q-best
q_best = 0.4
