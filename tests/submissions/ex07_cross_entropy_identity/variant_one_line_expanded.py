"""KL_expanded left as it is: the derivation is in the written answer."""
#: kind: variant
#: base: solution

# %% ex07-kl-expanded
KL_expanded = KL_PQ
