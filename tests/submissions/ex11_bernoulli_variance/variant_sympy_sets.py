"""SymPy's sets and its statistics; lambdify makes the function."""

#: kind: variant

# %% ex11-variance
from sympy.stats import Bernoulli
from sympy.stats import variance as variance_of

chance = sp.Symbol("p", positive=True)
variance = sp.simplify(variance_of(Bernoulli("X", chance))).subs(chance, p)

# %% ex11-p-max
p_max = list(sp.solveset(d_variance, p, sp.Interval(0, 1)))[0]

# %% ex11-max-variance
max_variance = sp.maximum(variance, p, sp.Interval(0, 1))

# %% ex11-p-min
p_min = sp.solveset(variance, p, sp.Interval(0, 1))

# %% ex11-min-variance
min_variance = sp.minimum(variance, p, sp.Interval(0, 1))

# %% ex11-bernoulli-variance
in_numbers = sp.lambdify(p, variance, "numpy")


def bernoulli_variance(p):
    if np.min(p) < 0 or np.max(p) > 1:
        raise ValueError("between 0 and 1, please")
    return in_numbers(p)
