#!/bin/sh
# Brings the jars of Neo4j VERSION into tools/neo4j/target/VERSION, once.
# usage: jars.sh VERSION
set -eu
cd "$(dirname "$0")"
version=$1
jars=target/$version
if [ -f "$jars/.complete" ] && [ ! pom.xml -nt "$jars/.complete" ]; then
    exit 0
fi
if ! command -v mvn >/dev/null 2>&1; then
    echo "Neo4j $version: not fetched, since Maven (mvn) is not installed." >&2
    [ "${GRAPHKIT_TEST_NO_SKIP:-}" = 1 ] && exit 1
    exit 0
fi
echo "Neo4j $version: fetching its jars (about 125 MB, once)"
rm -rf "$jars"
mkdir -p target
fetch() {
    mvn -q -B "$@" -f pom.xml -Dneo4j.version="$version" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$PWD/$jars" </dev/null >target/fetch.log 2>&1
}
fetch || {
    echo "Neo4j $version: the fetch failed; trying once more" >&2
    # Maven remembers what it did not find, unless it is told to look again.
    fetch -U || {
        tail -n 20 target/fetch.log >&2
        exit 1
    }
}
touch "$jars/.complete"
