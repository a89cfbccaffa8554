"""scipy.stats.entropy on columns; the Axes come in an array."""

#: kind: variant

# %% ex16-kl-curve

from scipy.stats import entropy

def kl_curve(P, q):
    P = np.asarray(P)
    return entropy(np.tile(P[:, None], len(q)), np.stack([q, 1 - q]))

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    fig, axes = plt.subplots(1, 2, figsize=(9, 3))
    for ax, q in zip(axes, (np.linspace(0.01, 0.99, 99 + 2), np.geomspace(0.001, 0.99, 400))):
        ax.plot(q, kl_curve(P, q))
        ax.annotate("minimum", xy=(P[0], 0), xytext=(P[0] - 0.3, 1), arrowprops={"arrowstyle": "->"})
        ax.set(xlabel="q", ylabel="KL(P, Q) [nats]")
    axes[1].set_xscale("log")
    return axes
