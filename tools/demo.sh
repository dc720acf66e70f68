#!/bin/sh
# The whole way once, with the installed graphkit: check, load, query, analyze, and the page.
# The store is always the embedded one, whatever NEO4J_URI says.
set -eu
cd "$(dirname "$0")/.."
store=data/.graphkit
page=graph.html

graphkit() {
    echo
    echo "\$ graphkit $*"
    .venv/bin/graphkit "$@"
}

graphkit check data
if .venv/bin/python -c 'import sys, importlib.util as u; sys.exit(u.find_spec("arcadedb") is None)'; then
    graphkit load data --to $store
    graphkit query --list
    for name in hosted_by allies designated_and_delisted blacklisted_officials; do
        graphkit query $name --from $store
    done
else
    echo
    echo "The embedded store is not built for this system: no load and no queries here."
    echo "With a Neo4j they work: see \"With Neo4j\" in README.md."
fi
graphkit analyze central data --limit 8
graphkit analyze disputes data
graphkit view data -o $page
echo
echo "Open $page in a browser: $(pwd)/$page"
