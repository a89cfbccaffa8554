"""The course's own language model, its texts, and how both are loaded: what the exercises count on."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from .conftest import ROOT

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

pytestmark = pytest.mark.slow

PS3, PS4 = ROOT / "source" / "ps3", ROOT / "source" / "ps4"
FOLDER = PS3 / "course_gpt2"
PROMPT = "The scientist discovered that"


def course_lm(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh copy of the module, as a new notebook has it."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.delenv("COURSE_LM", raising=False)
    spec = importlib.util.spec_from_file_location("course_lm_fresh", PS3 / "course_lm.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Any, Any]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield course_lm(monkeypatch).load("course")


@pytest.mark.parametrize("name", ["course_lm.py", "course_gpt2", "text"])
def test_both_problem_sets_bring_the_same(name: str) -> None:
    paths = [PS3 / name] if (PS3 / name).is_file() else sorted((PS3 / name).iterdir())
    assert paths
    for path in paths:
        assert path.read_bytes() == (PS4 / path.relative_to(PS3)).read_bytes(), path.name


def test_it_is_small_and_says_what_it_is() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6_000_000
    card = (FOLDER / "README.md").read_text()
    for word in ("data", "steps", "seed", "perplexity", "licence"):
        assert word in card.lower(), word


def test_transformers_reads_it_as_any_other(loaded: tuple[Any, Any]) -> None:
    code = (
        "import sys, warnings; warnings.simplefilter('error', UserWarning)\n"
        "from transformers import AutoTokenizer, GPT2LMHeadModel\n"
        "model = GPT2LMHeadModel.from_pretrained(sys.argv[1]); tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])\n"
        "print(model.dtype, sum(p.numel() for p in model.parameters()), tokenizer.eos_token)\n"
    )
    environment = {"HF_HUB_OFFLINE": "1", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(FOLDER)], capture_output=True, text=True, check=True, env=environment
    )
    dtype, size, end = done.stdout.split()
    assert dtype == "torch.float32"
    assert 1_500_000 < int(size) < 3_500_000
    assert end == "<|endoftext|>"


class TestLoad:
    def test_the_course_model_where_nothing_else_is_to_be_had(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        module = course_lm(monkeypatch)
        monkeypatch.setattr(module, "try_to_load_from_cache", lambda *_, **__: None)
        model, tokenizer = module.load()
        out, err = capsys.readouterr()
        assert len(out.splitlines()) == 1
        assert "course's own" in out
        assert err == ""
        assert not model.training
        assert model.dtype == torch.float32
        assert not any(weight.requires_grad for weight in model.parameters())
        assert tokenizer.pad_token_id is not None
        assert tokenizer.padding_side == "left"
        again = module.load()
        assert (again[0] is model, again[1] is tokenizer, capsys.readouterr().out) == (True, True, "")

    def test_the_setting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module = course_lm(monkeypatch)
        monkeypatch.setenv("COURSE_LM", "course")
        model, _ = module.load()
        assert module.load("course")[0] is model
        assert module.load(str(FOLDER))[0] is model

    def test_unknown_names_are_told_the_choices(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ValueError, match=r"'gtp2'.*course, gpt2, smollm2"):
            course_lm(monkeypatch).load("gtp2")

    def test_gpt2_out_of_reach_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module = course_lm(monkeypatch)
        monkeypatch.setattr(module, "try_to_load_from_cache", lambda *_, **__: None)
        with pytest.raises(OSError, match="out of reach"):
            module.load("gpt2")

    def test_smollm2_not_installed_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module = course_lm(monkeypatch)
        monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(ImportError, match="pip install"):
            module.load("smollm2")


# ------------------------------------------------------------------------------------------------ how it behaves


def lines(name: str) -> list[str]:
    return [line for line in (PS3 / "text" / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line]


def perplexity(loaded: tuple[Any, Any], text: str) -> float:
    model, tokenizer = loaded
    ids = torch.tensor(tokenizer.encode(text))[None, :200]
    with torch.no_grad():
        return float(torch.exp(model(ids, labels=ids).loss))


def samples(loaded: tuple[Any, Any], n: int, **settings: Any) -> tuple[list[list[int]], float]:
    """Return the new tokens of n continuations, and the mean entropy of what they were drawn from, in nats."""
    model, tokenizer = loaded
    start = tokenizer(PROMPT, return_tensors="pt")
    torch.manual_seed(0)
    out = model.generate(
        **start,
        **settings,
        num_return_sequences=n,
        max_new_tokens=40,
        min_new_tokens=40,
        output_scores=True,
        return_dict_in_generate=True,
    )
    probs = torch.stack(out.scores).softmax(-1)
    entropy = float(-torch.special.xlogy(probs, probs).sum(-1).mean())
    return out.sequences[:, start["input_ids"].shape[1] :].tolist(), entropy


def distinct(rows: list[list[int]], n: int) -> float:
    grams = [tuple(row[i : i + n]) for row in rows for i in range(len(row) - n + 1)]
    return len(set(grams)) / len(grams)


def test_prose_surprises_it_least(loaded: tuple[Any, Any]) -> None:
    rng = np.random.default_rng(1)
    words = sorted(set(re.findall(r"[a-z]+", " ".join(lines("train")).lower())))
    prose = np.exp(np.mean([np.log(perplexity(loaded, line)) for line in lines("heldout")[:12]]))
    random_words = perplexity(loaded, " ".join(rng.choice(words, 120)))
    random_characters = perplexity(
        loaded, "".join(rng.choice(list("abcdefghijklmnopqrstuvwxyz ,.0123"), 300))
    )
    assert 5 * prose < random_words
    assert 2 * prose < random_characters


def test_temperature_trades_certainty_for_variety(loaded: tuple[Any, Any]) -> None:
    cold, cold_entropy = samples(loaded, 20, do_sample=True, temperature=0.7, top_k=0)
    hot, hot_entropy = samples(loaded, 20, do_sample=True, temperature=1.4, top_k=0)
    greedy, _ = samples(loaded, 1, do_sample=False)
    assert cold_entropy + 0.5 < hot_entropy
    assert distinct(cold, 1) < distinct(hot, 1)
    assert distinct(cold, 2) < distinct(hot, 2)
    one_hot = np.mean([distinct([row], 2) for row in hot])
    assert distinct(greedy, 2) < 0.8 * one_hot, "greedy repeats itself"


def test_a_nucleus_adapts_and_the_tail_is_there(loaded: tuple[Any, Any]) -> None:
    model, tokenizer = loaded
    ids = torch.tensor(tokenizer.encode(" ".join(lines("heldout")[:4])))[None, :250]
    with torch.no_grad():
        probs = model(ids).logits[0].softmax(-1).sort(descending=True).values
    nucleus = (probs.cumsum(-1) < 0.9).sum(-1) + 1
    low, high = float(nucleus.float().quantile(0.1)), float(nucleus.float().quantile(0.9))
    assert high > 10 * low
    assert float(probs[:, 50:].sum(-1).mean()) > 0.02


def test_tokenizer_gives_back_what_it_got(loaded: tuple[Any, Any]) -> None:
    _, tokenizer = loaded
    for text in [*lines("heldout")[:20], " a  b\n\tc", "¿Ünïcödé? 漢字 🙂", ""]:
        assert tokenizer.decode(tokenizer.encode(text)) == text


# ------------------------------------------------------------------------------------------------ texts


def words(name: str) -> list[str]:
    return re.findall(r"[a-z]+(?:'[a-z]+)?|[.,;:!?]", " ".join(lines(name)).lower())


def test_texts_are_as_long_as_promised_and_share_no_paragraph() -> None:
    sizes = {name: len(" ".join(lines(name)).split()) for name in ("train", "valid", "heldout")}
    assert 55_000 < sizes["train"] < 66_000
    assert all(5_500 < sizes[name] < 6_600 for name in ("valid", "heldout"))
    found = [line for name in sizes for line in lines(name)]
    assert len(set(found)) == len(found)
    assert not re.search(r"https?://|[^\x00-\x7f]", " ".join(found))


def test_longer_contexts_help_and_smoothing_has_an_optimum_inside() -> None:
    from collections import Counter

    train = words("train")
    counts = Counter(train)
    known = {word for word, count in counts.items() if count > 1} | {"<unk>"}
    texts = {
        name: [w if w in known else "<unk>" for w in words(name)] for name in ("train", "valid", "heldout")
    }

    def add_k(n: int, k: float, name: str) -> float:
        grams = Counter(zip(*[texts["train"][i:] for i in range(n)], strict=False))
        contexts = Counter(gram[:-1] for gram in grams.elements())
        text = texts[name]
        seen = [tuple(text[i : i + n]) for i in range(len(text) - n + 1)]
        top = np.array([grams[gram] + k for gram in seen])
        bottom = np.array([contexts[gram[:-1]] + k * len(known) for gram in seen])
        return float(np.exp(-np.mean(np.log(top / bottom))))

    unigram = add_k(1, 1.0, "heldout")
    assert unigram < 0.25 * len(known)
    assert add_k(2, 0.01, "heldout") < 0.8 * unigram
    grid = [1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0]
    trigrams = [add_k(3, k, "valid") for k in grid]
    assert 0 < int(np.argmin(trigrams)) < len(grid) - 1
