"""An empty plot with labels; q_best is right."""

#: kind: partial
#: base: release
#: fails: ex16-test-curve-values, ex16-test-curve-ends, ex16-test-curve-certain, ex16-test-plot-line, ex16-test-plot-labels, ex16-test-plot-minimum

# %% ex16-q-best
q_best = 3 / 5

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    fig, ax = plt.subplots()
    ax.set(xlabel="q", ylabel="nats")
    return ax
