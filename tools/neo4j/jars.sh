#!/bin/sh
# Brings the jars of Neo4j VERSION, or those of cypher-shell, into tools/neo4j/target/WHAT, once.
# usage: jars.sh VERSION|shell
set -eu
cd "$(dirname "$0")"
what=$1
if [ "$what" = shell ]; then
    name=cypher-shell pom=shell.xml size=30 log=target/shell.log version=
else
    name="Neo4j $what" pom=pom.xml size=125 log=target/fetch.log version="-Dneo4j.version=$what"
fi
jars=target/$what
if [ -f "$jars/.complete" ] && [ ! $pom -nt "$jars/.complete" ]; then
    exit 0
fi
if ! command -v mvn >/dev/null 2>&1; then
    echo "$name: not fetched, since Maven (mvn) is not installed." >&2
    [ "${GRAPHKIT_TEST_NO_SKIP:-}" = 1 ] && exit 1
    exit 0
fi
echo "$name: fetching its jars (about $size MB, once)"
rm -rf "$jars"
mkdir -p target
fetch() {
    mvn -q -B "$@" -f $pom ${version:+"$version"} \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$PWD/$jars" </dev/null >$log 2>&1
}
fetch || {
    echo "$name: the fetch failed; trying once more" >&2
    # Maven remembers what it did not find, unless it is told to look again.
    fetch -U || {
        tail -n 20 $log >&2
        exit 1
    }
}
touch "$jars/.complete"
