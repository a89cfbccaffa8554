"""Helper cells between the answers; symbols overwritten afterwards; np.float32."""
#: kind: variant
#: base: solution

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    checked = validated(x)
    return np.float32(np.sum(checked)) / np.float32(len(checked))

# %% insert after ex03-log-likelihood
check = log_likelihood.subs({p: sp.Rational(1, 4), k: 1, n: 2})
print(float(check))

# %% insert after ex03-test-curvature
p, k, n = 0.3, 7, 10

def validated(x):
    array = np.asarray(x, dtype=float)
    if array.size == 0 or ((array != 0) & (array != 1)).any():
        raise ValueError("a sample of zeros and ones")
    return array
