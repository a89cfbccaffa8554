"""Fifty points."""

#: kind: misconception
#: fails: ex16-test-plot-line
#: says: ex16-test-plot-line: 100 points or more

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.01, 0.99, 50)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve(P, q))
    ax.plot(P[0], 0, "o")
    ax.set(xlabel="q", ylabel="nats")
    return ax
