"""Fills the buffers of many socket pairs: the kernel's memory, which no limit on a process counts. It is bounded."""

ANSWERS = {
    "value": """
import socket, time

value = 7 / 16
pairs, taken, started = [], 0, time.monotonic()
try:
    while taken < 400 * 2**20 and time.monotonic() - started < 1.5:
        pair = socket.socketpair()
        pairs.append(pair)
        for end in pair:
            end.setblocking(False)
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
            except OSError:
                pass
            try:
                while True:
                    taken += end.send(bytes(2**20))
            except BlockingIOError:
                pass
except OSError as error:
    print("attack: stopped with", error.errno)
time.sleep(0.2)
pairs.clear()
print("attack: took less than 300 MB:", taken < 300 * 2**20)
""",
}
PRINTS = {"value": "attack: took less than 300 MB: True"}
