#!/bin/sh
# Prints the first Python that really runs, is 3.11 or newer and can make an environment.
# usage: python.sh [PYTHON]        PYTHON alone is tried when it is given
set -u
test='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
for python in ${1:-python3.14 python3.13 python3.12 python3.11 python3}; do
    # A name on the path may be a launcher for a Python that is not there: only a run tells.
    if "$python" -c "$test" >/dev/null 2>&1; then
        echo "$python"
        exit 0
    fi
done
if [ -n "${1:-}" ]; then
    echo "$1 does not run, is older than Python 3.11, or lacks the modules venv and ensurepip." >&2
else
    echo "No Python 3.11 or newer found that runs and can make an environment." >&2
    echo "Install one (Debian and Ubuntu: python3 and python3-venv), or name it: make PYTHON=/path/to/python3" >&2
fi
exit 1
