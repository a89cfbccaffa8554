"""A thread goes on after its cell, prints into other cells, and holds on to a file. It changes no mark and is gone after."""

ANSWERS = {
    "value": """
import threading, time

value = 7 / 16


def haunt():
    with open("hostile-mark", "w") as file:
        while True:
            file.write("boo")
            print("attack: still here")
            time.sleep(0.001)


threading.Thread(target=haunt, daemon=False).start()
time.sleep(0.01)
""",
    "why": "It was the thread.",
}
AFTER = ["import time\ntime.sleep(0.05)"]
PRINTS = {"after-0": "attack: still here"}
