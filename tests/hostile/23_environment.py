"""Reads the environment, the command line, linecache and the maps in /proc for secrets and paths. None are there."""

ANSWERS = {
    "value": """
import linecache, os, sys

value = 7 / 16
text = open("/proc/self/environ").read() + str(dict(os.environ)) + open("/proc/1/cmdline").read() + str(sys.argv)
text += str(list(linecache.cache)) + str(sys.path) + str(sys.orig_argv) + open("/proc/self/mountinfo").read()
text += open("/proc/self/cgroup").read() + open("/proc/self/maps").read()
print("attack:", [word for word in ("MY_" + "TOKEN", "canary-" + "env", "@COURSE@"[1:], "submitted", "mallory", "gradebook",
      "SSH_", "PYTEST", "AWS_", "hidden") if word in text])
""",
}
PRINTS = {"value": "attack: []"}
