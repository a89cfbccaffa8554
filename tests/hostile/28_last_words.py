"""Exit handlers and finalisers that print, write and raise. No one hears them, and they change nothing."""

ANSWERS = {
    "value": """
import atexit, os, sys, weakref

value = 7 / 16


class Last:
    def __del__(self):
        sys.displayhook(1000)
        print("attack: last words")
        open("/tmp/hostile-mark", "w").write("attack")
        raise SystemExit(0)


keep = Last()
keep.itself = keep
atexit.register(lambda: (print("attack: at exit"), os._exit(0)))
atexit.register(os.kill, os.getpid(), 9)
weakref.finalize(np, print, "attack: finalised")
""",
    "shout": """
def shout(text):
    Last()
    return text.upper() + "!"
""",
}
ABSENT = ['attack: last words\\n"']
