"""The function climbs the log-likelihood with an optimiser instead of a formula."""
#: kind: variant
#: base: solution

# %% ex03-bernoulli-mle
from scipy.optimize import minimize_scalar


def bernoulli_mle(x) -> float:
    data = np.asarray(x)
    if data.size == 0:
        raise ValueError("no observations")
    if not np.isin(data, (0, 1)).all():
        raise ValueError("observations are 0 or 1")
    ones, zeros = np.sum(data == 1), np.sum(data == 0)
    if ones == 0 or zeros == 0:
        return float(zeros == 0)
    loss = lambda q: -(ones * np.log(q) + zeros * np.log1p(-q))
    return minimize_scalar(loss, bounds=(0, 1), method="bounded", options={"xatol": 1e-10}).x
