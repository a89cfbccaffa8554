"""A small number is added and the sum divided out, as in the chapter."""

# %% ex16-kl-curve

def kl_curve(P, q):
    eps = 1e-10
    P = np.array(P) + eps
    Q = np.stack([q, 1 - q]) + eps
    P, Q = P / P.sum(), Q / Q.sum(axis=0)
    return P[0] * np.log(P[0] / Q[0]) + P[1] * np.log(P[1] / Q[1])
