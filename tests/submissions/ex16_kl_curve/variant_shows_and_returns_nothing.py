"""plt.show() at the end, and nothing returned."""

#: kind: variant

# %% ex16-plot-kl-curve
def plot_kl_curve(P):
    q = np.linspace(0.005, 0.995, 400)
    plt.plot(q, kl_curve(P, q), label="KL(P‖Q)")
    plt.axvline(x=P[0], color="red", linestyle="--", label="minimum")
    plt.xlabel("q")
    plt.ylabel("KL(P‖Q) (nats)")
    plt.legend()
    plt.show()
