"""Leaves no room and no descriptors, and then draws. It harms its own figures only; the next student's are drawn."""

ANSWERS = {
    "value": """
import os

value = 7 / 16
try:
    for number in range(9):
        with open(f"full-{number}", "wb") as file:
            file.write(bytes(2**26 - 1))
except OSError:
    pass
held = []
try:
    while True:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    print("attack: descriptors end at", len(held) < 256)
plt.plot([1, 2])
plt.savefig("/scratch/work/figure.png") if held else None
""",
    "double": "for one in held: os.close(one)\ndef double(x):\n    return 2 * x",
}
PRINTS = {"value": "attack: descriptors end at True"}
