"""A loop in plain Python that returns a list; the minimum found on the grid, and a scatter point."""

#: kind: variant

# %% ex16-kl-curve

def one(P, q):
    total = 0.0
    for p, belief in zip(P, (q, 1 - q)):
        if p == 0:
            continue
        if belief == 0:
            return math.inf
        total += float(p) * math.log(float(p) / float(belief))
    return total

def kl_curve(P, q):
    return [one(P, belief) for belief in q]

# %% ex16-plot-kl-curve

def plot_kl_curve(P):
    grid = [i / 200 for i in range(1, 200)]
    prices = kl_curve(P, grid)
    best = prices.index(min(prices))
    fig, ax = plt.subplots()
    ax.plot(grid, prices, "k-")
    ax.scatter([grid[best]], [prices[best]], marker="*")
    ax.set_xlabel("q")
    ax.set_ylabel("KL")
    return fig
