"""Kills everything it can see, its parent and its group. It is alone in there; judge and neighbour live on."""

ANSWERS = {
    "value": """
import os, signal

value = 7 / 16
said = []
for pid in (-1, 1, os.getppid(), 2, 3, 4711, 0):
    try:
        os.kill(pid, signal.SIGKILL)
        said.append("sent")
    except OSError as error:
        said.append(error.errno)
print("attack: parent", os.getppid(), said)
""",
}
# To process 1 of one's own pid namespace SIGKILL does nothing, and nobody else is there; 0 as a parent is one's group.
PRINTS = {"value": "attack: parent 0 [3, 'sent', 'sent', 3, 3, 3, 'sent']"}
