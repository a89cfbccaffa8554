"""Returns an object that is equal to everything, larger and smaller than everything, and true. It earns nothing."""

_ANY = """
class Any:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __bool__(self): return True
    def __float__(self): return 7 / 16
    def __array__(self, *args, **kwargs): raise ValueError("guess")
    def __getattr__(self, name): return self
    def __call__(self, *args): return self
    def __len__(self): return 7
    def __iter__(self): return iter([self])
    def __hash__(self): return 0
    def __sub__(self, other): return 0
    __rsub__ = __abs__ = __sub__


"""
ANSWERS = {
    "value": _ANY + "value = Any()\nprint('attack:', value == 1 and value == 2)",
    "double": "def double(x):\n    return Any()",
    "draw": "def draw(rng, n):\n    return Any()",
    "shout": "def shout(text):\n    return Any()",
}
OUTCOME = {"value": "failed", "double": "failed", "draw": "failed", "shout": "failed"}
PRINTS = {"value": "attack: True"}
SAYS = {"value": "a Any", "shout": "not loud enough"}
