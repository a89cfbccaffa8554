"""SciPy's Bernoulli distribution, and an optimiser for the places."""

#: kind: variant

# %% ex11-p-max
from scipy.optimize import minimize_scalar
from scipy.stats import bernoulli

p_max = minimize_scalar(lambda q: -(q - q**2), bounds=(0, 1), method="bounded").x

# %% ex11-max-variance
max_variance = bernoulli(p_max).var()

# %% ex11-p-min
p_min = [q for q in np.linspace(0, 1, 101) if bernoulli(q).var() == 0]

# %% ex11-min-variance
min_variance = bernoulli(1).var()


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    found = bernoulli.var(p)  # NaN outside [0, 1]
    if np.isnan(found).any():
        raise ValueError("p must lie in [0, 1]")
    return found
