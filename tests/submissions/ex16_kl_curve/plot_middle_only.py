"""Only the beliefs from 0.2 to 0.8."""

#: kind: misconception
#: fails: ex16-test-plot-line
#: says: ex16-test-plot-line: nearer to both ends

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    q = np.linspace(0.2, 0.8, 199)
    fig, ax = plt.subplots()
    ax.plot(q, kl_curve(P, q))
    ax.plot(P[0], 0, "o")
    ax.set(xlabel="q", ylabel="nats")
    return ax
