"""Each row of docs/errata.md, held to what is computed here: the page can't say what isn't so.

A row's check shows the true behaviour with asserts, and returns every number that the row may state. A number under
*True* that no check returns fails, and so does one that is returned and doesn't stand in the row.
"""

from __future__ import annotations

import itertools
import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy import special, stats

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errata.md"

# --- the page -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    name: str
    anchor: str
    where: str
    says: str
    true: str
    exercise: str


def rows() -> list[Row]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith('| <a id="'):
            number, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
            anchor, name = re.fullmatch(r'<a id="(\w+)"></a>(\w+)', number).groups()
            found.append(Row(name, anchor, *cells))
    return found


ROWS = {row.name: row for row in rows()}


def numbers(text: str) -> set[str]:
    """The numbers of a text, as written; not those in code, links and names such as GPT-2."""
    plain = re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)", " ", text).replace("−", "-")
    return set(re.findall(r"(?<![\w.\-])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?", plain))


# --- the registry ---------------------------------------------------------------------------------------------------

Check = Callable[[], set[str]]
CHECKS: list[tuple[str, Check, bool]] = []


def row(name: str, *, slow: bool = False) -> Callable[[Check], Check]:
    """Register the check of one row."""

    def register(check: Check) -> Check:
        CHECKS.append((name, check, slow))
        return check

    return register


def show(value: float, digits: int = 0) -> str:
    """A number as the page writes it."""
    return f"{value:,.{digits}f}"


def plain(*values: float) -> set[str]:
    """What a check took as given, as the page writes it."""
    return {f"{value:,}" for value in values}


# --- the chapter ----------------------------------------------------------------------------------------------------


def shared_bits(pairs: list[tuple[int, int]]) -> float:
    """Mutual information of two variables, from equally likely outcomes."""
    both, first, second = Counter(pairs), Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    n = len(pairs)
    return sum(c / n * math.log2(c * n / (first[x] * second[y])) for (x, y), c in both.items())


def shared_bits_given_z(outcomes: list[tuple[int, int, int]]) -> float:
    groups = [[(x, y) for x, y, z in outcomes if z == value] for value in {z for *_, z in outcomes}]
    return sum(len(group) / len(outcomes) * shared_bits(group) for group in groups)


@row("C1")
def independence() -> set[str]:
    bits = (0, 1)
    exclusive = [(x, y, x ^ y) for x, y in itertools.product(bits, bits)]
    one_bit = [(x, x, x) for x in bits]
    stated = set()
    for outcomes, alone, given in ((exclusive, 0, 1), (one_bit, 1, 0)):
        assert shared_bits([(x, y) for x, y, _ in outcomes]) == alone
        assert shared_bits_given_z(outcomes) == given
        stated |= plain(alone, given)
    return stated


@row("C2")
def accuracy_of_the_medical_test() -> set[str]:
    prior, sensitivity, false_positive = 0.001, 0.99, 0.05
    accuracy = prior * sensitivity + (1 - prior) * (1 - false_positive)
    posterior = prior * sensitivity / (prior * sensitivity + (1 - prior) * false_positive)
    return {show(100 * sensitivity), show(100 * accuracy, 1), show(100 * posterior, 1)}


@row("C3")
def mean_over_all_entries() -> set[str]:
    given, classes = (0.7, 0.8), 3
    p = np.array([[given[0], 0.2, 0.1], [0.1, given[1], 0.1]])
    target = np.eye(classes)[[0, 1]]
    entries, examples = -np.mean(target * np.log(p)), -np.mean(np.sum(target * np.log(p), axis=1))
    assert math.isclose(examples, classes * entries)
    return plain(*given, classes) | {show(entries, 4), show(examples, 4)}


def end_of_descent(optimiser: str, rate: float, decay: float, **options: object) -> float:
    """Where torch's optimiser ends for the loss (w - 1)²/2, its rate falling to nothing."""
    torch = pytest.importorskip("torch")
    steps = 1500
    w = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    descent = getattr(torch.optim, optimiser)([w], lr=rate, weight_decay=decay, **options)
    for step in range(steps):
        descent.param_groups[0]["lr"] = rate * (1 - step / steps)
        descent.zero_grad()
        (0.5 * (w - 1) ** 2).sum().backward()
        descent.step()
    return w.item()


@row("C4", slow=True)
def decay_is_half_the_square() -> set[str]:
    decay = 0.5
    halved, whole = 1 / (1 + decay), 1 / (1 + 2 * decay)  # minima with λw²/2 and with λw²
    assert math.isclose(end_of_descent("SGD", 0.1, decay), halved, abs_tol=1e-6)
    return plain(decay) | {show(halved, 4), show(whole, 4)}


@row("C5", slow=True)
def adamw_has_no_gaussian_prior() -> set[str]:
    decay = 0.5
    options = {"rate": 0.02, "decay": decay, "betas": (0.9, 0.95)}  # the second only sets how soon it ends
    in_the_loss, decoupled = (end_of_descent(name, **options) for name in ("Adam", "AdamW"))
    assert math.isclose(in_the_loss, 1 / (1 + decay), abs_tol=1e-4)
    return plain(decay) | {show(in_the_loss, 4), show(decoupled, 4)}


@row("C6")
def covariance_matrix() -> set[str]:
    draws = np.random.RandomState(0)
    x1 = draws.randn(500)
    x2 = 0.8 * x1 + 0.6 * draws.randn(500)
    x3 = draws.randn(500)
    rows = "; ".join(", ".join(show(value, 2) for value in line) for line in np.cov([x1, x2, x3]))
    assert f"{rows}." in ROWS["C6"].true.replace("−", "-")
    return numbers(rows)


@row("C7")
def cauchy_means() -> set[str]:
    n = 100
    spread = stats.cauchy.ppf(0.75) - stats.cauchy.ppf(0.25)
    means = np.random.default_rng(0).standard_cauchy((10_000, n)).mean(axis=1)
    assert math.isclose(stats.iqr(means), spread, abs_tol=0.2)
    return plain(n) | {show(spread, 2)}


@row("C8", slow=True)
def a_large_p_value_shows_nothing() -> set[str]:
    terms, few, many, below = 30, 10_000, 1_000_000, 0.000001
    excess = stats.uniform.stats(moments="k") / terms
    errors = [math.sqrt(24 / n) for n in (few, many)]
    assert errors[1] < abs(excess) < errors[0]
    rng = np.random.default_rng(0)
    rejected = [stats.normaltest(rng.random((few, terms)).sum(axis=1)).pvalue < 0.05 for _ in range(20)]
    assert np.mean(rejected) < 0.5
    sums = sum(rng.random(many) for _ in range(terms))
    assert stats.normaltest(sums).pvalue < below
    return plain(terms, few, many) | {show(excess, 2), show(errors[0], 3), show(errors[1], 4), f"{below:f}"}


@row("C9")
def initialisation() -> set[str]:
    fan_in = fan_out = 512
    return {show(math.sqrt(2 / (fan_in + fan_out)), 4), show(math.sqrt(2 / fan_in), 4)} | plain(fan_in)


@row("C10")
def number_before_the_logarithm() -> set[str]:
    added, gap = 1e-9, 30
    true = -special.log_softmax([0.0, gap])[0]
    listed = -np.log(special.softmax([0.0, gap])[0] + added)
    assert listed <= -math.log(added)
    at_one = -math.log(1 + added)
    assert at_one < 0
    stated = {show(-math.log(added), 2), show(listed, 2), show(true, 2), f"{at_one:.0e}".replace("e-0", "e-")}
    return stated | plain(gap, 1)


@row("C11")
def one_high_logit() -> set[str]:
    size = 50_257
    stated = plain(size, size - 1)
    for logit, digits in ((10, 2), (15, 3), (20, 4)):
        p = special.softmax(np.append(np.zeros(size - 1), logit))
        stated |= plain(logit) | {show(stats.entropy(p), digits)}
        if logit == 10:
            stated.add(show(p.max(), 4))
    return stated


@row("C12")
def kl_both_ways() -> set[str]:
    p, q = [0.9, 0.1], [0.5, 0.5]
    forward, reverse = (show(special.rel_entr(*pair).sum(), 4) for pair in ((p, q), (q, p)))
    assert f"KL(P‖Q) = {forward} and KL(Q‖P) = {reverse}" in ROWS["C12"].true
    return {forward, reverse} | plain(*p, *q)


@row("C13")
def kl_hides_no_infinity() -> set[str]:
    p, q = np.array([0.5, 0.5]), np.array([1, 0])
    assert special.rel_entr(p, q).sum() == math.inf
    listed = [special.rel_entr(p, (q + eps) / (q + eps).sum()).sum() for eps in (1e-10, 1e-9, 1e-6)]
    assert listed[0] > listed[1] > listed[2]
    return {show(listed[0], 2)} | plain(*p.tolist(), *q.tolist())


@row("C14")
def temperatures() -> set[str]:
    logits = np.array([3.0, 2.0, 1.5, 1.2, 0.8, 0.4, 0.1])
    stated = set()
    for temperature, top in ((1, 3), (2, 3), (0.1, 1)):
        first = ", ".join(show(p, 2) for p in special.softmax(logits / temperature)[:top])
        assert f"T = {temperature} gives {first}" in ROWS["C14"].true
        stated |= plain(temperature) | set(first.split(", "))
    return stated


@row("C15")
def top_k_keeps_ties() -> set[str]:
    logits, k = np.array([2, 2, 2, 1]), 1
    kept = int(np.sum(logits >= np.sort(logits)[-k]))
    return plain(*logits.tolist(), k, kept)


def nucleus_size(p: list[float], level: float, *, side: str = "left") -> int:
    """Tokens until the running sum reaches `level`, or with side="right" until it exceeds it."""
    return int(np.searchsorted(np.cumsum(np.sort(p)[::-1]), level, side=side)) + 1


@row("C16")
def reaches_or_exceeds() -> set[str]:
    p, level = [0.5, 0.25, 0.25], 0.5
    exceeds, reaches = nucleus_size(p, level, side="right"), nucleus_size(p, level)
    assert f"the text keeps {exceeds} tokens and the code {reaches}" in ROWS["C16"].true
    return plain(*p, level, exceeds, reaches)


@row("C17")
def nucleus_and_rounding() -> set[str]:
    size = 10
    p = special.softmax(np.zeros(size))
    assert nucleus_size([0.25] * 4, 0.75) == 3  # what it does where nothing is rounded
    return plain(size, 0.9, nucleus_size(p, 0.9), 9, 1, nucleus_size(p, 1.0))


@row("C18")
def smaller_vocabulary() -> set[str]:
    few, many, perplexity = 100, 200, 20.0
    total = few * math.log(perplexity)  # of one text, whatever its tokens
    return plain(few, many) | {show(math.exp(total / few), 2), show(math.exp(total / many), 2)}


@row("C19")
def gpt2_on_wikitext() -> set[str]:
    published = {"117M": 37.50, "762M": 22.05, "1542M": 17.48}  # from the paper, table 3: cited, not computed
    text = ROWS["C19"].true
    assert "From the paper, not computed here" in text
    assert "[Radford et al. 2019](https://cdn.openai.com/" in text
    assert all(size in text for size in published)
    sizes = {size.removesuffix("M") for size in published}
    return {show(value, 2) for value in published.values()} | sizes | {show(published["762M"] / 18, 3), "3"}


@dataclass(frozen=True)
class Window:
    weight: int  # tokens that are new in it
    scored: int  # labels that it really predicts


def windows(tokens: int, stride: int, length: int = 1024) -> Iterator[Window]:
    """The layout of the chapter's loop, without a model."""
    reached = 0
    for first in range(0, tokens, stride):
        last = min(first + length, tokens)
        size, new = last - first, last - reached
        kept = new if 0 < new < size else size  # a slice that ends at -0 is empty: then nothing is masked
        yield Window(new, kept - (kept == size))  # a window's first token has no context
        reached = last


@row("C20", slow=True)
def windows_past_the_end() -> set[str]:
    torch = pytest.importorskip("torch")
    stride = 512
    broken = [n for n in range(1, 2000) if any(window.scored == 0 for window in windows(n, stride))]
    assert broken == [1 + stride * m for m in range(4)]
    (*_, past) = windows(2 * stride + 1, stride)
    assert past == Window(weight=0, scored=0)
    loss = torch.nn.functional.cross_entropy(torch.zeros(1, 5), torch.tensor([-100]))
    assert math.isnan(loss * past.weight)
    return plain(past.weight, stride, 1, *broken)


@row("C21")
def weights_of_windows() -> set[str]:
    alone = list(windows(300, 512))
    assert alone == [Window(weight=300, scored=299)]  # 300/300 of the mean over 299 labels: right
    tokens = 1536
    first, *rest = windows(tokens, 512)
    assert first.scored + sum(window.scored for window in rest if window.weight) == tokens - 1
    shares = {show(first.weight / tokens, 4), show(first.scored / (tokens - 1), 4)}
    return plain(first.weight, first.scored, tokens, 1) | shares


@row("C22")
def stride_beyond_the_window() -> set[str]:
    tokens, stride, length = 4000, 2000, 1024
    labels = tokens - 1
    assert sum(window.scored for window in windows(tokens, length, length)) >= labels - tokens // length
    skipped = labels - sum(window.scored for window in windows(tokens, stride, length))
    return plain(tokens, stride, length, labels, skipped)


def sine(x: np.ndarray | float) -> np.ndarray | float:
    return np.sin(2 * np.pi * x)


def fits_at_the_middle() -> dict[int, np.ndarray]:
    """Predictions at x = 0.5 of 200 fits a degree, with the listing's seed, noise and order of draws."""
    draws, found = np.random.RandomState(0), {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", np.exceptions.RankWarning)
        for degree in (1, 3, 7, 15):
            found[degree] = np.empty(200)
            for i in range(200):
                x = draws.uniform(0, 1, 20)
                y = sine(x) + 0.3 * draws.randn(20)
                found[degree][i] = np.polyval(np.polyfit(x, y, degree), 0.5)
    return found


def summed_error(predictions: np.ndarray) -> float:
    return float((predictions.mean() - sine(0.5)) ** 2 + predictions.var() + 0.3**2)


@row("C23")
def bias_at_the_middle() -> set[str]:
    fits = fits_at_the_middle()
    bias = (fits[1].mean() - sine(0.5)) ** 2
    totals = {degree: summed_error(found) for degree, found in fits.items()}
    assert totals[3] < totals[1] < totals[7] < 100 < totals[15]
    listed = "{1}, {3} and {7}".format(*(show(totals.get(degree, 0), 4) for degree in range(8)))
    assert f"of degrees 1, 3 and 7 are {listed}" in ROWS["C23"].true
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x, w = (nodes + 1) / 2, weights / 2
    line = np.sum(w * sine(x)) + 3 * np.sum(w * sine(x) * nodes) * nodes  # the best one, by projection
    average = np.sum(w * (sine(x) - line) ** 2)
    assert math.isclose(average, 0.5 - 3 / math.pi**2)
    stated = {show(bias, 5), show(average, 4)} | numbers(listed)
    return stated | plain(*fits, 100, 0, 1)


@row("C24")
def measured_error() -> set[str]:
    degree, fits = 3, fits_at_the_middle()
    targets = sine(0.5) + np.random.default_rng(0).normal(0, 0.3, fits[degree].size)
    squares = (targets - fits[degree]) ** 2
    measured, summed = squares.mean(), summed_error(fits[degree])
    assert 1e-4 < abs(measured - summed) < 4 * squares.std() / math.sqrt(squares.size)
    return plain(degree, squares.size) | {show(measured, 4), show(summed, 4)}


@row("C25")
def degree_twenty_on_twenty_points() -> set[str]:
    degree = points = 20
    nodes = np.cos(np.pi * (np.arange(points) + 0.5) / points)
    design = np.polynomial.chebyshev.chebvander(nodes, degree)
    assert np.linalg.matrix_rank(design) == points < design.shape[1]
    return plain(degree, points, design.shape[1])


# --- the lecture notebook -------------------------------------------------------------------------------------------


@row("L1")
def softmax_of_counts() -> set[str]:
    counts = np.array([120, 45, 30, 80, 25, 40, 20, 15])
    assert np.allclose(special.softmax(np.log(counts)), counts / counts.sum())
    return {show(counts[0] / counts.sum(), 2), show(special.softmax(counts)[0], 2)}


def transformers() -> object:
    """The library, if it's there; what its import warns of is not ours."""
    pytest.importorskip("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("transformers")


def small_gpt2(**changes: int) -> object:
    library = transformers()
    config = library.GPT2Config(
        n_embd=96, n_head=4, n_positions=32, bos_token_id=0, eos_token_id=0, **changes
    )
    return library.GPT2LMHeadModel(config).eval()


@row("L2", slow=True)
def residual_projections() -> set[str]:
    default = transformers().GPT2Config()
    std, blocks = default.initializer_range, default.n_layer
    model = small_gpt2(vocab_size=100)
    drawn = {name: weight.std().item() for name, weight in model.named_parameters() if weight.dim() == 2}
    residual = [name for name in drawn if name.endswith("c_proj.weight")]
    expected = std / math.sqrt(len(residual))
    for name, value in drawn.items():
        assert math.isclose(value, expected if name in residual else std, rel_tol=0.1), name
    each = len(residual) // blocks
    return plain(each, blocks, std, len(residual)) | {show(expected, 5)}


@row("L3")
def variance_or_deviation() -> set[str]:
    std = 0.02
    assert math.isclose(stats.norm(0, std).var(), std**2)
    return plain(0, std) | {show(std**2, 4), show(math.sqrt(std), 4)}


@row("L4")
def delta_degrees_of_freedom() -> set[str]:
    data, ddof = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), 1
    squares = ((data - data.mean()) ** 2).sum()
    for off in range(4):
        assert math.isclose(data.var(ddof=off), squares / (data.size - off))
    return plain(data.size, data.size - ddof) | {show(data.var(ddof=ddof), 4), show(data.var(), 4)}


@row("L5")
def perplexity_in_its_unit() -> set[str]:
    size = 50_257
    nats, bits = math.log(size), math.log2(size)
    assert math.isclose(math.exp(nats), size)
    assert math.isclose(2**bits, size)
    return plain(size, 2) | {show(bits, 4), show(nats, 4), show(2**nats)}


@row("L6")
def bigram_rows() -> set[str]:
    def row_sum(text: str, word: str, counted: slice) -> float:
        words = text.split()
        pairs = Counter(itertools.pairwise(words))
        return sum(c for (first, _), c in pairs.items() if first == word) / words[counted].count(word)

    everything, contexts = slice(None), slice(-1)
    text = "the cat sat on the"
    assert f'"{text}"' in ROWS["L6"].true
    assert row_sum(text, "the", contexts) == 1
    assert row_sum("the cat sat on the mat the cat ran away", "away", everything) == 0
    return plain(1, row_sum(text, "the", everything))


@row("L7")
def map_listing() -> set[str]:
    with pytest.raises(SyntaxError, match="unmatched"):
        compile("estimate = xy.sum() / xx.sum() + decay)", "a cell", "exec")
    draws = np.random.RandomState(0)
    x = draws.randn(20)
    y = 2.5 * x + draws.randn(20)
    return {show(x @ y / (x @ x), 4), show(x @ y / (x @ x + 0.5), 4)}


@row("L8")
def standardising_keeps_the_shape() -> set[str]:
    mean, std = stats.expon.mean(), stats.expon.std()
    standardised = stats.expon(-mean / std, 1 / std)
    assert (standardised.mean(), standardised.std()) == (0, 1)
    skewness, lowest = float(standardised.stats(moments="s")), standardised.support()[0]
    return plain(0, 1) | {show(skewness), show(lowest), show(100 * stats.norm.cdf(lowest), 1)}


@row("L9", slow=True)
def defaults_of_generate() -> set[str]:
    vocabulary, top_k, top_p = 120, 50, 1.0
    model = small_gpt2(vocab_size=vocabulary, n_layer=1)
    torch = pytest.importorskip("torch")
    prompt = torch.ones(1, 1, dtype=torch.long)

    def first_tokens(**options: object) -> set[int]:
        torch.manual_seed(0)
        more = {"max_new_tokens": 1, "attention_mask": torch.ones_like(prompt), "pad_token_id": 0}
        return set(model.generate(prompt, **more, **options)[:, 1].tolist())

    assert model.generation_config.top_p in (None, top_p)  # its configuration asks for nothing else
    best = model(prompt).logits[0, -1]
    assert first_tokens() == {int(best.argmax())}  # not sampled
    sampling = {"do_sample": True, "num_return_sequences": 4000}
    leaders = set(best.topk(top_k).indices.tolist())
    assert first_tokens(**sampling) == leaders
    assert first_tokens(**sampling, top_p=0.999) <= leaders  # asking for top-p leaves top-k on
    assert first_tokens(**sampling, top_k=0) == set(range(vocabulary))  # nothing is cut by top-p
    return {show(top_p, 1), show(top_k)}


@row("L10")
def top_zero() -> set[str]:
    logits, k = np.array([3.2, 2.1, 1.5, 0.8, 1.2, 0.9, 0.6, 0.3]), 0
    return plain(k, np.argsort(logits)[-k:].size)


@row("L11")
def gradient_spikes() -> set[str]:
    draws, limit = np.random.RandomState(0), 2.0
    draws.randn(2, 200)  # the two loss curves come first
    ordinary = 2.0 * np.exp(-np.arange(200) / 40) + 0.3 + np.abs(0.2 * draws.randn(200))
    norms = ordinary.copy()
    norms[50:70] += draws.exponential(2.0, 20)
    above, start = int((norms > limit).sum()), int((ordinary > limit).sum())
    assert not (ordinary[50:] > limit).any()
    return plain(above, start, above - start, limit)


def exponential_means() -> dict[int, np.ndarray]:
    """5,000 means of 1, 2, 10 and 100 exponential numbers, after as many uniform ones, as in the listing."""
    draws, sizes = np.random.RandomState(0), (1, 2, 10, 100)
    draws.uniform(size=5000 * sum(sizes))
    return {n: draws.exponential(1, (5000, n)).mean(axis=1) for n in sizes}


@row("L12")
def fitted_line() -> set[str]:
    one = exponential_means()[1]
    return {show(one.mean(), 3), show(one.std(), 3), show(stats.expon.mean()), show(stats.expon.std())}


@row("L13")
def means_of_a_hundred() -> set[str]:
    n = 100
    means = exponential_means()[n]
    exact = stats.gamma(n).stats(moments="s")  # a sum of n exponential numbers
    p = stats.normaltest(means).pvalue
    return {show(exact, 2), show(stats.skew(means), 2), show(p, 6), show(means.size)}


@row("L14")
def sinusoidal_positions() -> set[str]:
    size, dimension, position = 8, 2, 1
    listed, right = 10_000 ** (2 * dimension / size), 10_000 ** (dimension / size)
    partner = math.cos(position / 10_000 ** (2 * ((dimension + 1) // 2) / size))
    assert math.isclose(math.sin(position / right) ** 2 + partner**2, 1)  # a point on a circle
    assert not math.isclose(math.sin(position / listed) ** 2 + partner**2, 1, rel_tol=1e-3)
    sines = {show(math.sin(position / listed), 4), show(math.sin(position / right), 4)}
    return plain(size, dimension, position) | {show(listed), show(right)} | sines


# --- the tests ------------------------------------------------------------------------------------------------------


def test_every_row_has_a_check_and_every_check_a_row() -> None:
    names = [name for name, *_ in CHECKS]
    assert names == [found.name for found in rows()]
    assert len(set(names)) == len(names)
    for letter in "CL":
        mine = [name for name in names if name.startswith(letter)]
        assert mine == [f"{letter}{i}" for i in range(1, len(mine) + 1)]
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert len(names) == sum(line.startswith("|") for line in lines) - 4, "a row without a number"


@pytest.mark.parametrize(
    ("name", "check"),
    [pytest.param(name, check, id=name, marks=[pytest.mark.slow] * slow) for name, check, slow in CHECKS],
)
def test_row(name: str, check: Check) -> None:
    found, computed = ROWS[name], check()
    assert computed <= numbers(f"{found.says} {found.true}"), "computed, but not in the row"
    assert numbers(found.true) <= computed, "in the row, but not computed"


@pytest.mark.parametrize("found", ROWS.values(), ids=ROWS)
def test_form_of_a_row(found: Row) -> None:
    assert found.anchor == found.name.lower()
    assert found.where
    assert found.says.endswith(".")
    assert found.true.endswith((".", "table 3."))
    written = r"\[(ex\d\d)\]\(\.\./release/(ps\d/(ex\d\d)_\w+\.ipynb)\)"
    for link in filter(None, found.exercise.split(", ")):
        matched = re.fullmatch(written, link)
        if matched is None:
            assert re.fullmatch(r"ex(1[3-9]|20)", link), "a later exercise, by its name only"
            continue
        name, path, file = matched.groups()
        assert name == file
        assert (PAGE.parent.parent / "source" / path).is_file(), "release/ is built from source/"


def test_page_is_linked() -> None:
    assert "(docs/errata.md)" in (PAGE.parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GPT-2's −0.04, 1,024 and 0.3.", {"-0.04", "1,024", "0.3"}),
        ("N − 1, [2, 10], −1e-9; L2, ex05", {"1", "2", "10", "-1e-9"}),
        ("`w²/2` and [Somebody 2019](http://a/9)", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found
