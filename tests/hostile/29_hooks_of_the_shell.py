"""Replaces displayhook and showtraceback, and rewrites every later cell's text and syntax tree. Tests don't pass there."""

ANSWERS = {
    "value": """
import ast, sys

value = 0.3
shell = get_ipython()


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


shell.ast_transformers.append(NoAsserts())
shell.input_transformers_cleanup.append(lambda lines: [line.replace("assert", "0 and") for line in lines])
shell.showtraceback = lambda *args, **kwargs: None
shell.set_custom_exc((Exception,), lambda *args, **kwargs: None)
sys.displayhook = lambda result: print(1.0)
sys.excepthook = lambda *args: None
shell.events.register("post_run_cell", lambda result: setattr(result, "error_in_exec", None))
sys.displayhook(1.0)
""",
    "double": """
def double(x):
    sys.displayhook(2.0)
    return 0
""",
    "shout": "assert False\ndef shout(text):\n    return text.upper() + '!'",
}
OUTCOME = {"value": "failed", "double": "failed"}
PRINTS = {"value": "1.0"}
SAYS = {"double": "not twice as much"}
