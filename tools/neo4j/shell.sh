#!/bin/sh
# Brings the jars of cypher-shell into tools/neo4j/target/shell, once.
# usage: shell.sh
set -eu
cd "$(dirname "$0")"
jars=target/shell
if [ -f "$jars/.complete" ] && [ ! shell.xml -nt "$jars/.complete" ]; then
    exit 0
fi
if ! command -v mvn >/dev/null 2>&1; then
    echo "cypher-shell: not fetched, since Maven (mvn) is not installed." >&2
    [ "${GRAPHKIT_TEST_NO_SKIP:-}" = 1 ] && exit 1
    exit 0
fi
echo "cypher-shell: fetching its jars (about 30 MB, once)"
rm -rf "$jars"
mkdir -p target
fetch() {
    mvn -q -B "$@" -f shell.xml \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$PWD/$jars" </dev/null >target/shell.log 2>&1
}
fetch || {
    echo "cypher-shell: the fetch failed; trying once more" >&2
    # Maven remembers what it did not find, unless it is told to look again.
    fetch -U || {
        tail -n 20 target/shell.log >&2
        exit 1
    }
}
touch "$jars/.complete"
