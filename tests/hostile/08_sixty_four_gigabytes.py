"""Asks for 64 GB at once, then for more and more. Both end as a MemoryError, in words the student can act on."""

ANSWERS = {
    "value": """
value = 7 / 16
try:
    [0] * 8_000_000_000
except MemoryError:
    print("attack: MemoryError")
""",
    "shout": """
def shout(text):
    kept = [text.upper() + "!"]
    while text != "hey":
        kept.append(bytearray(2**24))
    return kept[0]
""",
}
OUTCOME = {"shout": "failed"}
PRINTS = {"value": "attack: MemoryError"}
SAYS = {"shout": "raised MemoryError"}
