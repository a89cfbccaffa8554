"""kl_curve is in bits; the plot shows it as it is, and keeps its points."""

#: kind: partial
#: base: release
#: fails: ex16-test-curve-values, ex16-test-q-best

# %% ex16-kl-curve

def kl_curve(P, q):
    with np.errstate(divide="ignore"):
        return sum(p * np.log2(p / b) if p > 0 else 0 * b for p, b in zip(P, (q, 1 - q)))

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.01, 0.99, 199)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve(P, q))
    ax.plot(P[0], 0, "o")
    ax.set(xlabel="q", ylabel="nats")
    return ax
