"""A small exercise that imports torch and transformers: measured in place of exercise 19 until the course has that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from graders.notebook import normal_form

NAME = "ex00_next_token"

SETUP = """import torch
from transformers import GPT2Config, GPT2LMHeadModel

torch.manual_seed(0)
model = GPT2LMHeadModel(GPT2Config(n_layer=2, n_head=2, n_embd=32, n_positions=64, vocab_size=100)).eval()"""

PROBS = '''def next_token_probs(model, ids):
    """Return the model's distribution of the token that follows ids, as a tensor."""
    ### BEGIN SOLUTION
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0, -1]
    return torch.softmax(logits, dim=-1)
    ### END SOLUTION'''

TEST_PROBS = """assert len(next_token_probs(model, [1, 2, 3])) == 100, "One probability a token: there are 100."
### BEGIN HIDDEN TESTS
import torch
from graders import checks

with checks.check("probabilities of the next token"):
    _probs = checks.distribution(next_token_probs(model, [1, 2, 3]), what="next_token_probs", size=100)
with checks.check("they follow the model"):
    _other = checks.distribution(next_token_probs(model, [7, 8, 9, 10]), what="next_token_probs", size=100)
    if abs(_probs - _other).max() < 1e-6:
        checks.fail("Other tokens give the same distribution.")
### END HIDDEN TESTS"""

SEQUENCE = '''def log_prob(model, ids):
    """Return the log-probability of ids[1:] given ids[0], in nats."""
    ### BEGIN SOLUTION
    return sum(float(torch.log(next_token_probs(model, ids[:i])[ids[i]])) for i in range(1, len(ids)))
    ### END SOLUTION'''

TEST_SEQUENCE = """assert float(log_prob(model, [1, 2])) < 0, "A log-probability is negative."
### BEGIN HIDDEN TESTS
import math
from graders import checks

with checks.check("the chain rule"):
    _ids = [5, 17, 3, 99, 42]
    _want = sum(math.log(float(next_token_probs(model, _ids[:_i])[_ids[_i]])) for _i in range(1, len(_ids)))
    checks.close(log_prob(model, _ids), _want, what="log_prob", rtol=1e-4)
### END HIDDEN TESTS"""

CASES = {
    "solution": "#: kind: solution\n",
    "stub": "#: kind: stub\n#: base: release\n",
    "logits": "#: kind: misconception\n\n# %% ex00-probs\ndef next_token_probs(model, ids):\n"
    "    return model(torch.tensor([ids])).logits[0, -1].detach()\n",
    "one_pass": "#: kind: variant\n\n# %% ex00-sequence\ndef log_prob(model, ids):\n    with torch.no_grad():\n"
    "        logs = torch.log_softmax(model(torch.tensor([ids])).logits[0], dim=-1)\n"
    "    return sum(float(logs[i, token]) for i, token in enumerate(ids[1:]))\n",
    "mean": "#: kind: misconception\n\n# %% ex00-sequence\ndef log_prob(model, ids):\n"
    "    logs = [torch.log(next_token_probs(model, ids[:i])[ids[i]]) for i in range(1, len(ids))]\n"
    "    return float(sum(logs) / len(logs))\n",
}


def cell(name: str, source: str, role: str, points: float = 0) -> Any:
    """Return a code cell with nbgrader's metadata."""
    flags = {
        "grade": role == "test",
        "locked": role != "answer",
        "solution": role == "answer",
        "task": False,
        "cell_type": "code",
        "grade_id": name,
        "schema_version": 3,
    }
    worth = {"points": points} if role == "test" else {}
    return nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": {**flags, **worth}})


def write(source: Path, cases: Path) -> None:
    """Write the source notebook into ``source`` and its cases into ``cases``."""
    nb = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# The next token", id="ex00-title"),
            cell("ex00-setup", SETUP, "given"),
            cell("ex00-probs", PROBS, "answer"),
            cell("ex00-test-probs", TEST_PROBS, "test", 2),
            cell("ex00-sequence", SEQUENCE, "answer"),
            cell("ex00-test-sequence", TEST_SEQUENCE, "test", 2),
        ]
    )
    source.mkdir(parents=True, exist_ok=True)
    source.joinpath(f"{NAME}.ipynb").write_text(normal_form(nb), encoding="utf-8")
    cases.joinpath(NAME).mkdir(parents=True, exist_ok=True)
    for name, text in CASES.items():
        cases.joinpath(NAME, f"{name}.py").write_text(f'"""A case."""\n\n{text}', encoding="utf-8")
