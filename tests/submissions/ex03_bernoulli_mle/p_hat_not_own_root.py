"""Not a root of anything: the message tells the student's own score there."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: Your own score with your p_hat

# %% ex03-p-hat
p_hat = k**2 / n**2
