"""The entropy as points on a second axis; a legend names the strategies."""

#: kind: variant


# %% ex15-plot-diversity
def plot_diversity(summary):
    figure, left = plt.subplots()
    right = left.twinx()
    for place, (name, row) in enumerate(summary.items()):
        left.bar([place, place + 0.3], [row["distinct_1"], row["distinct_2"]], 0.25, label=name)
        right.scatter(place + 0.15, row["entropy"], color="black")
    left.set(xlabel="strategies", ylabel="diversity", xticks=[])
    right.set_ylabel("entropy in nats")
    left.legend()
    return left


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
