"""Uses up its time, and then dies: the new process would need the same time again. Not run, and no failure of ours."""

ANSWERS = {
    "value": "import time\nvalue = 7 / 16\ntime.sleep(1.7)",
    "double": "def double(x):\n    return 2 * x\n\n\ntime.sleep(1.7)",
    "draw": "def draw(rng, n):\n    return rng.random(n)\n\n\ntime.sleep(1.7)",
}
AFTER = ["import os\nos._exit(0)", "print('attack: here again')"]
SECONDS = 16.0
