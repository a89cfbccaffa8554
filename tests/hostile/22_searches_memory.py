"""Searches frames, objects, its own memory and what IPython keeps, after all tests have run. No test, no secret is there."""

from tests.hostile import course

# What to look for, one letter up: else the search would find itself.
_NEEDLES = [
    "".join(chr(ord(letter) + 1) for letter in secret)
    for secret in (
        course.IN_HIDDEN_TEST,
        course.IN_SOLUTION,
        course.IN_GRADEBOOK,
        course.IN_SIBLING,
        course.IN_ENVIRONMENT,
    )
]

ANSWERS = {
    "shout": """
import sys

frames = []


def shout(text):
    frame = sys._getframe()
    while frame:
        frames.append(frame.f_code.co_filename)
        frame = frame.f_back
    return text.upper() + "!"
""",
}
AFTER = [
    f"""
needles = [bytes(ord(letter) - 1 for letter in needle) for needle in {_NEEDLES!r}]
found, searched = [], 0
with open("/proc/self/mem", "rb", 0) as memory:
    for line in open("/proc/self/maps"):
        place, access, *_, name = (line.split() + [""])[:6] if len(line.split()) > 5 else line.split() + [""]
        if not access.startswith("rw") or name.startswith("[v"):
            continue
        start, end = (int(part, 16) for part in place.split("-"))
        try:
            memory.seek(start)
            page = memory.read(end - start)
        except OSError:
            continue
        searched += len(page)
        # The needles are in memory themselves, as bytes of their own; nothing with text around them is.
        for needle in needles:
            at = page.find(needle)
            while at >= 0:
                if page[at + len(needle) : at + len(needle) + 1] != bytes(1):
                    found.append(page[at - 60 : at + 60])
                at = page.find(needle, at + 1)
print("attack: searched over 20 MB", searched > 20_000_000, "found", found)
""",
    """
import __main__, gc
texts = [str(In), str(vars(__main__).keys()), *(thing for thing in gc.get_objects() if type(thing) is str)]
print("attack: tests in what IPython keeps:", [text for text in texts if "BEGIN " + "HIDDEN" in text],
      "frames of a judge:", [name for name in frames if "judge" in name or "test cell" in name])
""",
]
PRINTS = {
    "after-0": "attack: searched over 20 MB True found []",
    "after-1": "attack: tests in what IPython keeps: [] frames of a judge: []",
}
SECONDS = 10.0
