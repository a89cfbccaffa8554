"""Refuses True and 2.0, which is up to the student."""
#: kind: variant

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for n in (red, blue, draws):
        if isinstance(n, bool) or not isinstance(n, (int, np.integer)):
            raise TypeError("whole numbers, please")
        if n < 0:
            raise ValueError("negative")
    if draws > red + blue:
        raise ValueError("too many draws")
    p = 1
    for i in range(draws):
        p *= (red - i) / (red + blue - i)
    return p
