"""Floods with carriage returns, and with fifty thousand display messages. Both are capped."""

ANSWERS = {
    "value": """
value = 7 / 16
for number in range(50_000):
    print("\\rattack", number, end="")
""",
    "double": """
def double(x):
    return 2 * x

publish = get_ipython().display_pub.publish
for number in range(50_000):
    publish({"text/plain": "attack"})
""",
}
PRINTS = {"value": "[output cut", "double": "[output cut"}
SECONDS = 8.0
