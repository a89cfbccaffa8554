"""The P of the exercise, whatever was asked for, in line and mark."""

#: kind: misconception
#: fails: ex16-test-plot-line, ex16-test-plot-minimum
#: says: ex16-test-plot-line: P that you are given
#: says: ex16-test-plot-minimum: none where the curve is lowest

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.01, 0.99, 199)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve([0.6, 0.4], q))
    ax.axvline(0.6)
    ax.set(xlabel="q", ylabel="nats")
    return ax
