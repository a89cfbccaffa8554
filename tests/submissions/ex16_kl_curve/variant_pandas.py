"""pandas draws; vlines mark the minimum."""

#: kind: variant
#: needs: pandas

# %% ex16-plot-kl-curve

import pandas as pd

def plot_kl_curve(P):
    q = np.linspace(0, 1, 201)
    ax = pd.Series(kl_curve(P, q), index=q, name="KL").plot(legend=True, figsize=(6, 3))
    ax.vlines(P[0], 0, 2, linestyles="dashed", colors="gray")
    ax.set_xlabel("q")
    ax.set_ylabel("nats")
    return ax

# %% ex16-q-best

import sympy
x = sympy.Symbol("x")
q_best = sympy.solve(sympy.diff(-0.6 * sympy.log(x) - 0.4 * sympy.log(1 - x), x), x)[0]
