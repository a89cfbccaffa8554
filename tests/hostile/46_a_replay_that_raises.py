"""Ends the process, and has the new one fail while it runs the cells again. The rest is lost to the student, not to staff."""

from tests.hostile.course import ME

ANSWERS = {
    "value": ME
    + """
value = 7 / 16
honest = me.run


def run(request):
    if me.tested:
        return honest(request)
    raise ValueError("not again")  # no test stood between this cell and the last


me.run = run
""",
    "double": "def double(x):\n    return 2 * x",
    "draw": "import os\nos._exit(1)",
}
OUTCOME = {"draw": "failed"}
SECONDS = 10.0
