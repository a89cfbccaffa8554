"""Loops without end, in a cell and in a call. Each is stopped by its own deadline; what stands elsewhere is graded."""

ANSWERS = {
    "value": """
value = 7 / 16
print("attack: looping")
while True:
    pass
""",
    "shout": """
def shout(text):
    while text != "hey":
        pass
    return "HEY!"
""",
}
OUTCOME = {"shout": "failed"}
PRINTS = {"value": "attack: looping"}
SAYS = {"shout": "didn't finish within 1 seconds"}
SECONDS = 8.0
