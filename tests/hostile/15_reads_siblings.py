"""Looks for other people's submissions: by path, in shared folders, in other processes. There are none."""

ANSWERS = {
    "value": """
import glob, os

value = 7 / 16
got = glob.glob("@COURSE@/submitted/*/*") + glob.glob("@COURSE@/autograded/*/*") + glob.glob("@COURSE@/feedback/*")
got += glob.glob("/tmp/**", recursive=True)[1:] if os.path.realpath("/tmp").startswith("/scratch") else []
got += [path for path in glob.glob("/scratch/**", recursive=True) if os.path.isfile(path)]
got += [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) != os.getpid()]
got += [path for path in glob.glob("/proc/[0-9]*/cwd/*") + glob.glob("/proc/[0-9]*/fd/*") if os.path.isfile(path)]
open("/scratch/tmp/hostile-mark", "w").write("for the next one")
print("attack: found", got)
""",
}
PRINTS = {"value": "attack: found []"}
