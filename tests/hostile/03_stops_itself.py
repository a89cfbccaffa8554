"""Stops itself with SIGSTOP, then blocks all signals and waits for good. Killed when its time is up."""

ANSWERS = {
    "shout": """
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
print("attack: not stopped, it is process", os.getpid())


def shout(text):
    if text == "hey":
        return "HEY!"
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        signal.sigwait([signal.SIGUSR1])
""",
}
OUTCOME = {"shout": "failed"}
PRINTS = {"shout": "attack: not stopped, it is process 1"}
SAYS = {"shout": "didn't finish within 1 seconds"}
SECONDS = 8.0
