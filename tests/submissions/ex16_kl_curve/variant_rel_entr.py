"""SciPy's relative entropy; a plot in pyplot's own style that returns nothing."""

#: kind: variant

# %% ex16-kl-curve

from scipy.special import rel_entr

def kl_curve(P, q):
    return rel_entr(P[0], q) + rel_entr(P[1], 1 - q)

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0, 1, 501)
    plt.figure()
    plt.plot(q, kl_curve(P, q))
    plt.axvline(P[0], ls=":")
    plt.xlabel("q")
    plt.ylabel("nats")
