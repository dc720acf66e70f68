#!/bin/sh
# Writes requirements/*.txt anew: one lock for every Python and system that graphkit runs on,
# with hashes, without the address of an index. Made by uv, which alone resolves for other
# systems than the one it runs on.
# usage: lock.sh PYTHON
set -eu
python=$1
tools=.cache/lock
[ -x $tools/bin/uv ] || {
    "$python" -m venv $tools
    $tools/bin/python -m pip --disable-pip-version-check --quiet install uv
}
lock() {
    output=$1
    shift
    $tools/bin/uv pip compile --quiet --upgrade --no-config --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" --output-file "$output" \
        pyproject.toml requirements/build.in "$@"
}
lock requirements/runtime.txt
lock requirements/dev.txt --constraint requirements/runtime.txt --group dev
