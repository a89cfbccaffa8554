"""Bars for diversity, sorted, but the entropy can't be seen."""

#: kind: misconception
#: fails: ex15-test-plot
#: says: ex15-test-plot: Where does a reader see the entropy


# %% ex15-plot-diversity
def plot_diversity(summary):
    names = sorted(summary, key=lambda name: summary[name]["entropy"])
    _, ax = plt.subplots()
    ax.bar(np.arange(5) - 0.2, [summary[name]["distinct_1"] for name in names], 0.4)
    ax.bar(np.arange(5) + 0.2, [summary[name]["distinct_2"] for name in names], 0.4)
    ax.set_xticks(np.arange(5), names)
    ax.set(xlabel="strategy", ylabel="diversity")
    return ax


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
