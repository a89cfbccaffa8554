"""Exercise 18 grades samplers as distributions: its own test cell passes right ones and catches what is 2 % off.

The cell runs as it stands in the source; only ``checks.draws_from`` is replaced, by one that draws from a given
distribution, all draws at once.
"""

from __future__ import annotations

import itertools
from functools import cache
from types import CodeType
from typing import Any

import numpy as np
import pytest

from graders import checks
from graders.notebook import grade_id, split_hidden

from .conftest import exercises

CELL = "ex18-test-sample-chances"
TITLE = "20,000 draws with temperature and top-k"


@cache
def hidden() -> CodeType:
    """The hidden part of the test cell, from the check of the draws on, with its helpers."""
    cell = next(c for c in exercises()["ex18_samplers"].source.cells if grade_id(c) == CELL)
    source = "\n".join(text for is_hidden, text in split_hidden(cell.source) if is_hidden)
    helpers = source.split('with checks.check("')[0]
    draws = source.split(f'with checks.check("{TITLE}"):')[1]
    return compile(f'{helpers}\nwith checks.check("{TITLE}"):{draws}', CELL, "exec")


class Sampler:
    """Draws from the right distribution, or from one that lies ``shift`` of the probability beside it."""

    def __init__(self, seed: int, shift: np.ndarray | None = None) -> None:
        self.rng = np.random.default_rng(seed)
        self.shift = shift
        self.distance = 0.0

    def draws_from(
        self, _: Any, n: int, logits: np.ndarray, rng: np.random.Generator, *, temperature: float, top_k: int
    ) -> list[int]:
        best = np.argsort(-logits)[:top_k]
        right = np.zeros(len(logits))
        right[best] = np.exp(logits[best] / temperature)
        right /= right.sum()
        chances = right.copy()
        if self.shift is not None:
            chances[best] += self.shift
        self.distance = float(np.abs(chances - right).sum() / 2)
        return self.rng.choice(len(logits), size=n, p=chances).tolist()


def verdict(sampler: Sampler, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the cell says about a sampler: nothing if it passes."""

    def nothing(*_: Any) -> None:
        raise NotImplementedError  # no functions of the student's own to follow

    monkeypatch.setattr(checks, "draws_from", sampler.draws_from)
    names = ("sample_token", "temperature_probs", "top_k_probs")
    with checks.recording() as found:
        exec(hidden(), {"np": np, **dict.fromkeys(names, nothing)})
    [check] = found
    assert check.title == TITLE
    return check.message


@pytest.mark.slow
def test_a_right_sampler_passes_a_thousand_times_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [verdict(Sampler(seed), monkeypatch) for seed in range(1_000)]
    assert said == [""] * 1_000


def directions() -> list[np.ndarray]:
    """Every way to move 2 % between three tokens, all of it or by halves."""
    moves = [np.array(move) for move in itertools.permutations((0.02, -0.02, 0.0))]
    moves += [
        sign * np.array(move)
        for move in set(itertools.permutations((0.02, -0.01, -0.01)))
        for sign in (1, -1)
    ]
    return moves


@pytest.mark.slow
@pytest.mark.parametrize(
    "shift", directions(), ids=lambda shift: " ".join(f"{100 * part:+.0f}%" for part in shift)
)
def test_a_sampler_that_is_2_percent_off_is_caught(
    shift: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(25):
        sampler = Sampler(seed, shift)
        assert "came up" in verdict(sampler, monkeypatch)
        assert sampler.distance == pytest.approx(0.02)
