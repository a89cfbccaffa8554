"""No labels at the axes, and no bar knows its summary."""

#: kind: misconception
#: fails: ex15-test-plot
#: says: ex15-test-plot: axis has no label


# %% ex15-plot-diversity
def plot_diversity(results):
    _, ax = plt.subplots()
    for place, name in enumerate(summary):
        ax.bar([place - 0.2, place + 0.2], [summary[name]["distinct_1"], summary[name]["distinct_2"]], 0.4)
        ax.text(place, 1, f"{name}: {summary[name]['entropy']:.2f}")
    return ax


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
