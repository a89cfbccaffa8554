"""IPython's own doors: !command, %%bash, %run, %load_ext, the kernel object. All lead to the same jail."""

ANSWERS = {
    "value": """
value = 7 / 16
who = !id -u; ls @COURSE@ 2>&1 | head -1
print("attack:", who[0], "No such file" in who[1])
""",
    "double": """
%%bash
echo "bash as $(id -u), processes: $(ls -d /proc/[0-9]* | wc -l)" > said
sleep 86399 > /dev/null 2>&1 &
""",
    "draw": """
def draw(rng, n):
    return rng.random(n)


open("more.py", "w").write("extra = 1")
%run more.py
%load_ext autoreload
print("attack:", open("said").read(), "kernel", hasattr(get_ipython(), "kernel"), extra)
""",
}
# The magic cell defines nothing.
OUTCOME = {"double": "failed"}
PRINTS = {"value": "attack: 1000 True", "draw": "attack: bash as 1000"}
