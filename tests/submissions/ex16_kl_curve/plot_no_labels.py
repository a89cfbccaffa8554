"""A title, and no label on the vertical axis."""

#: kind: misconception
#: fails: ex16-test-plot-labels
#: says: ex16-test-plot-labels: vertical axis has no label

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.01, 0.99, 150)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve(P, q))
    ax.plot(P[0], 0, "o")
    ax.set_title("KL in nats against q")
    ax.set_xlabel("q")
    return ax
