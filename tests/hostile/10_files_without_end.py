"""Writes a file of 1 GB, many files, and a million empty ones. There is no space for them, and none of them stays."""

ANSWERS = {
    "value": """
value = 7 / 16
chunk = bytes(2**24)
errors = []
try:
    with open("hostile-mark", "wb") as file:
        for _ in range(64):
            file.write(chunk)
except OSError as error:
    errors.append(error.errno)
try:
    for number in range(64):
        with open(f"hostile-mark-{number}", "wb") as file:
            file.write(chunk)
except OSError as error:
    errors.append(error.errno)
try:
    for number in range(1_000_000):
        open(f"empty-{number}", "wb").close()
except OSError as error:
    errors.append(error.errno)
print("attack: too large, no space, no more files:", errors, number < 30_000)
""",
}
PRINTS = {"value": "attack: too large, no space, no more files: [27, 28, 28] True"}
