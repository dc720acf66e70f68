"""A real Neo4j Community server, for the tests and, by `make neo4j`, for a person.

Two releases are tested: the one with long-term support and the newest of the calendar ones. A
server listens on a free loopback port, with authentication on and a password of its own that is
set before its first start, keeps its data in a folder that is removed afterwards, and never
reports its usage.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests import system

ROOT = Path(__file__).parents[1]
LTS = "5.26.30"
CALENDAR = "2026.09.0"
VERSIONS = (LTS, CALENDAR)
START_SECONDS = 600  # on a machine that has much else to do
STOP_SECONDS = 60
# For a server that runs for minutes, in which code that is compiled twice gains nothing.
QUICK = ("-XX:TieredStopAtLevel=1",)
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.lang")

SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.default_advertised_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    # Tests log in with wrong passwords; a lock would make the ones after them fail.
    "dbms.security.auth_max_failed_attempts": "0",
    "server.memory.pagecache.size": "64m",
    "db.tx_log.preallocate": "false",
    # It is stopped when all of its clients are gone: for whom it would wait five seconds, twice.
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
}


class ServerFailed(Exception):
    """The server could not be started: why, and the end of what it printed."""


@dataclass(frozen=True)
class Neo4jServer:
    """Where a server is and how to log in."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
    version: str | None = None  # of a server that is ours to start

    def driver(self) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.username, self.password))

    def count_nodes(self) -> int:
        with self.driver() as driver:
            found = driver.execute_query(
                "MATCH (n) RETURN count(n) AS nodes",
                database_=self.database,
                result_transformer_=neo4j.Result.single,
            )
        return int(found["nodes"]) if found is not None else 0

    def clear(self) -> None:
        """Remove every node, edge, constraint and index of the database."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            # A node may have more edges than a transaction has room for.
            session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS").consume()
            session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS").consume()
            for kind, lookup in (
                ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"),
                ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"),
            ):
                for name in session.run(neo4j.Query(lookup)).value("name"):
                    quoted = name.replace("`", "``")
                    session.run(neo4j.Query(f"DROP {kind} `{quoted}`")).consume()


def version() -> str:
    """The release that `make neo4j` and `make pytest` name, else the one with long-term support."""
    return os.environ.get("NEO4J_VERSION", LTS)


def jars(release: str) -> Path:
    return ROOT / "tools" / "neo4j" / "target" / release


def java_of(release: str) -> system.Part:
    return system.JAVA if release.startswith("5.") else system.NEWER_JAVA


def missing(release: str) -> str | None:
    """Why a release cannot be started here, or None where it can."""
    java = java_of(release)
    if java.find() is None:
        return java.missing
    if not (jars(release) / ".complete").exists():
        return (
            f"needs the jars of Neo4j {release}, which are not there: "
            f"run `make neo4j-jars NEO4J_VERSION={release}`, which needs Maven"
        )
    return None


def free_port() -> int:
    """A port that is free, of those that no outgoing connection gets before the server listens."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port


def java_command(
    release: str,
    main_class: str,
    *arguments: str,
    options: Sequence[str] = (),
    plugins: Path | None = None,
) -> list[str]:
    """The command that runs a class of a release, such as its server or its AdminTool.

    It has little memory where the `options` for Java say nothing else.
    """
    java = java_of(release).find()
    if java is None:
        raise ServerFailed(java_of(release).missing)
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    memory = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC"]
    places = [jars(release), *([plugins] if plugins is not None else [])]
    classes = os.pathsep.join(f"{place}/*" for place in places)
    return [java, *memory, *options, *opens, "-cp", classes, main_class, *arguments]


def answers(server: Neo4jServer) -> bool:
    try:
        with server.driver() as driver, driver.session(database=server.database) as session:
            session.run("RETURN 1").consume()  # a managed transaction would wait and try again
    except (DriverError, Neo4jError):
        return False
    return True


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def installed(
    home: Path, release: str | None = None, settings: Mapping[str, str] | None = None
) -> Neo4jServer:
    """Prepare a server whose files are in the empty folder `home`, with settings beside ours."""
    release = release or version()
    conf = home / "conf"
    conf.mkdir(parents=True)
    port = free_port()
    listening = {"server.bolt.listen_address": f"127.0.0.1:{port}"}
    chosen = SETTINGS | listening | dict(settings or {})
    (conf / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in chosen.items()))

    server = Neo4jServer(
        f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(18), version=release
    )
    # The prefix keeps a password that starts with "-" from being read as an option.
    set_password = ("dbms", "set-initial-password", "--", server.password)
    done = subprocess.run(
        java_command(release, "org.neo4j.cli.AdminTool", *set_password),
        env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ServerFailed(f"Neo4j took no password:\n{done.stdout}{done.stderr}")
    return server


@contextlib.contextmanager
def started(
    home: Path, server: Neo4jServer, java: Sequence[str] = QUICK, plugins: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start an installed server, also one that was killed before; stop it at the end."""
    release = server.version or version()
    community = "CommunityEntryPoint" if release.startswith("5.") else "Neo4jCommunity"
    places = (f"--home-dir={home}", f"--config-dir={home / 'conf'}")
    main_class = f"org.neo4j.server.{community}"
    command = java_command(release, main_class, *places, options=java, plugins=plugins)
    log = home / "console.log"
    with log.open("w") as console:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT
        )
    try:
        limit = time.monotonic() + START_SECONDS
        while not answers(server):
            if process.poll() is not None:
                raise ServerFailed(f"Neo4j ended with code {process.returncode}:\n{tail(log)}")
            if time.monotonic() > limit:
                raise ServerFailed(f"Neo4j is not up after {START_SECONDS} s:\n{tail(log)}")
            time.sleep(0.25)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def running(
    home: Path,
    release: str | None = None,
    settings: Mapping[str, str] | None = None,
    java: Sequence[str] = QUICK,
    plugins: Path | None = None,
) -> Iterator[Neo4jServer]:
    """Install a server in the empty folder `home` and start it; stop it at the end.

    The jars of a folder `plugins` give it procedures beside its own.
    """
    if plugins is not None:
        settings = {**(settings or {}), "server.directories.plugins": str(plugins)}
    server = installed(home, release, settings)
    with started(home, server, java, plugins):
        yield server


@contextlib.contextmanager
def temporary(
    release: str | None = None,
    settings: Mapping[str, str] | None = None,
    java: Sequence[str] = QUICK,
    plugins: Path | None = None,
) -> Iterator[Neo4jServer]:
    """A server in a folder of its own, which is removed with it."""
    home = Path(tempfile.mkdtemp(prefix="graphkit-neo4j-"))
    try:
        with running(home, release, settings, java, plugins) as server:
            yield server
    finally:
        shutil.rmtree(home)


def elsewhere() -> Neo4jServer | None:
    """The server that GRAPHKIT_TEST_NEO4J_URI names, if it names one."""
    uri = os.environ.get("GRAPHKIT_TEST_NEO4J_URI")
    if uri is None:
        return None
    return Neo4jServer(
        uri,
        os.environ.get("GRAPHKIT_TEST_NEO4J_USERNAME", "neo4j"),
        os.environ.get("GRAPHKIT_TEST_NEO4J_PASSWORD", ""),
    )


def main() -> int:
    reason = missing(version())
    if reason is not None:
        print(f"make neo4j {reason}", file=sys.stderr)
        return 1

    def stop(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    print(f"Neo4j {version()}: starting", flush=True)
    with contextlib.suppress(KeyboardInterrupt), temporary() as server:
        print("It is up. Its data is removed when it stops. For graphkit, in another terminal:\n")
        print(f"  export NEO4J_URI={server.uri}")
        print(f"  export NEO4J_USERNAME={server.username}")
        print(f"  export NEO4J_PASSWORD={server.password}\n")
        print("Ctrl-C stops it.", flush=True)
        while True:
            time.sleep(3600)
    print("\nNeo4j has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
