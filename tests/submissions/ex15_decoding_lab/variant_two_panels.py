"""Two panels of lying bars, one for each measure, with the entropy written beside the name."""

#: kind: variant


# %% ex15-plot-diversity
def plot_diversity(summary):
    fig, axes = plt.subplots(1, 2, sharey=True)
    for ax, key in zip(axes, ("distinct_1", "distinct_2")):
        ax.barh(
            [f"{name} (H={row['entropy']:.1f})" for name, row in summary.items()],
            [100 * row[key] for row in summary.values()],
        )
        ax.set_xlabel(f"{key} in percent")
    axes[0].set_ylabel("strategy")
    return axes


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
