"""Cross-entropy minus entropy with xlogy; markevery marks the minimum."""

#: kind: variant

# %% ex16-kl-curve

from scipy.special import xlogy

def kl_curve(P, q):
    minus_entropy = xlogy(P[0], P[0]) + xlogy(P[1], P[1])
    return minus_entropy - xlogy(P[0], q) - xlogy(P[1], 1 - q)

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.001, 0.999, 999)
    y = kl_curve(P, q)
    fig, ax = plt.subplots()
    ax.plot(q, y, marker="o", markevery=[int(np.argmin(y))])
    ax.set_xlabel("q")
    ax.set_ylabel("KL")
    return ax

# %% ex16-q-best

from scipy.optimize import minimize_scalar
q_best = minimize_scalar(lambda q: kl_curve([0.6, 0.4], np.array([q]))[0], bounds=(0.01, 0.99), method="bounded", options={"xatol": 1e-9}).x
