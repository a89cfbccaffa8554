"""The temperature and top-p rows leave the library's top-k of 50 on."""

#: kind: misconception
#: fails: ex15-test-strategies
#: says: ex15-test-strategies: Only 50 tokens have a chance

# %% ex15-strategies
STRATEGIES = {
    "greedy": {"do_sample": False},
    "T=0.7": {"do_sample": True, "temperature": 0.7},
    "T=1.4": {"do_sample": True, "temperature": 1.4},
    "top-k=40": {"do_sample": True, "top_k": 40},
    "top-p=0.9": {"do_sample": True, "top_p": 0.9},
}


# %% ex15-summary
# Made earlier, with the functions above.
summary = {
    name: {"entropy": 1.1 * place, "distinct_1": 0.1 + 0.1 * place, "distinct_2": 0.2 + 0.15 * place}
    for place, name in enumerate(["greedy", "T=0.7", "T=1.4", "top-k=40", "top-p=0.9"])
}
