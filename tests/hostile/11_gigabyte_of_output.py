"""Prints 1 GB. A cell may print 200,000 characters; the rest is dropped, and the page says so."""

ANSWERS = {
    "value": """
value = 7 / 16
chunk = "attack " * 2**18
for _ in range(600):
    print(chunk)
""",
}
PRINTS = {"value": "[output cut"}
