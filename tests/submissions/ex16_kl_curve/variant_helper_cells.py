"""A helper cell in between, a scalar function vectorised, a bare Figure without pyplot."""

#: kind: variant

# %% insert after ex16-spec
def term(p, belief):
    return 0.0 if p == 0 else np.inf if belief == 0 else p * (np.log(p) - np.log(belief))

# %% ex16-kl-curve
def kl_curve(P, q):
    return np.vectorize(lambda belief: term(P[0], belief) + term(P[1], 1 - belief))(q)

# %% ex16-q-best
from decimal import Decimal
q_best = Decimal("0.6")

# %% ex16-plot-kl-curve
from matplotlib.figure import Figure

def plot_kl_curve(P):
    figure = Figure()
    ax = figure.add_subplot()
    q = np.linspace(0.02, 0.98, 100)
    ax.plot(q, kl_curve(P, q), label="KL")
    ax.plot(P[0], 0, "rv")
    ax.set(xlabel="belief", ylabel="price", title="minimum")
    return figure
