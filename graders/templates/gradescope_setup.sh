#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: Python, the pinned packages, the harness.
# `graders gradescope` wrote it.
set -euo pipefail
root="${AUTOGRADER:-/autograder}"
source="$root/source"

# torch is large. PyTorch's own package index has a small CPU build; to use it, name that index here:
# export PIP_EXTRA_INDEX_URL=...

usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# First the version that the pins were made with.
names="python$(cat "$source/python-version") python3 python3.14 python3.13 python3.12 python3.11"
python=""
for name in $names; do
    if usable "$name"; then
        python="$name"
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update
    for name in $names; do
        if apt-get install -y --no-install-recommends "$name" "$name-venv" && usable "$name"; then
            python="$name"
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed: choose a base image that has it or can install it." >&2
    exit 1
fi

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --disable-pip-version-check --no-cache-dir -r "$source/requirements.txt"
cp -r "$source/graders" "$("$root/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
"$root/venv/bin/python" -c 'import graders.gradescope'
