"""A running mean, a class, prints and warnings."""
#: kind: variant
#: base: solution

# %% ex08-perplexity
import statistics
import warnings

class Meter:
    def __init__(self):
        self.count, self.mean = 0, 0.0

    def add(self, surprisal):
        self.count += 1
        self.mean += (surprisal - self.mean) / self.count if self.mean != math.inf else 0.0

def perplexity(log_probs):
    warnings.warn("counting")
    meter = Meter()
    for value in log_probs:
        if not value <= 0:
            raise ValueError("above 0 or NaN")
        meter.add(-value)
    if not meter.count:
        raise ValueError("empty")
    print(meter.count, "tokens")
    return math.exp(meter.mean)
