"""Four decimals, as the text allows."""
#: kind: variant

# %% ex01-both-red
p_both_red = 0.0667
