"""A table of pandas draws the chart, with the entropy as a third bar."""

#: kind: variant

# %% insert after ex15-step-probs
import pandas as pd


# %% ex15-plot-diversity
def plot_diversity(summary):
    table = pd.DataFrame(summary).T
    return table.plot.bar(xlabel="strategy", ylabel="distinct-n, and entropy in nats")


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
