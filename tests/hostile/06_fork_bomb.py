"""A fork bomb. It is refused at a limit that is its own, so the neighbour can start processes as before."""

ANSWERS = {
    "value": """
import os, time

value = 7 / 16
count = 0
try:
    while count < 10_000:
        if os.fork() == 0:
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(60)
        count += 1
except OSError as error:
    print("attack: refused after fewer than 100:", count < 100, error.errno)
""",
}
PRINTS = {"value": "attack: refused after fewer than 100: True 11"}
