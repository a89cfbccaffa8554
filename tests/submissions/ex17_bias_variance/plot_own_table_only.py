"""The plot draws the global results, not the table that is passed in."""

#: kind: misconception
#: fails: ex17-test-plot
#: says: ex17-test-plot: passed in

# %% ex17-plot-tradeoff

def plot_tradeoff(results):
    fig, ax = plt.subplots()
    for key in ("bias2", "variance", "mse"):
        ax.plot(DEGREES, [table[d][key] for d in DEGREES], "o-", label=key)
    ax.set(xlabel="degree", ylabel="error", yscale="log")
    return ax
