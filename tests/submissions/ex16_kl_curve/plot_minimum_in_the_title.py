"""The minimum is told in the title, and marked nowhere."""

#: kind: misconception
#: fails: ex16-test-plot-minimum
#: says: ex16-test-plot-minimum: mark

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.01, 0.99, 199)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve(P, q))
    ax.set_title(f"minimum at {P[0]}"); ax.axhline(0)
    ax.set(xlabel="q", ylabel="nats")
    return ax
