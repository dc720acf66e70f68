"""A real Neo4j Community server, for the tests and, by `make neo4j`, for a person.

It listens on a free loopback port, with authentication on and a password of its own that is
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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests import system

ROOT = Path(__file__).parents[1]
START_SECONDS = 180
STOP_SECONDS = 60
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
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
            for kind, lookup in (
                ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"),
                ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"),
            ):
                for name in session.run(neo4j.Query(lookup)).value("name"):
                    quoted = name.replace("`", "``")
                    session.run(neo4j.Query(f"DROP {kind} `{quoted}`")).consume()


def version() -> str:
    return os.environ.get("NEO4J_VERSION", "5.26.30")


def jars() -> Path:
    return ROOT / "tools" / "neo4j" / "target" / version()


def missing() -> str | None:
    """Why the server cannot be started here, or None where it can."""
    if system.JAVA.find() is None:
        return system.JAVA.missing
    if not (jars() / ".complete").exists():
        return f"needs the jars of Neo4j {version()}: run `make neo4j-jars`, which needs Maven"
    return None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def java_command(main_class: str, *arguments: str) -> list[str]:
    java = system.find_java()
    if java is None:
        raise ServerFailed(system.JAVA.missing)
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    memory = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC"]
    return [java, *memory, *opens, "-cp", f"{jars()}/*", main_class, *arguments]


def answers(server: Neo4jServer) -> bool:
    try:
        with server.driver() as driver, driver.session(database=server.database) as session:
            session.run("RETURN 1").consume()  # a managed transaction would wait and try again
    except (DriverError, Neo4jError):
        return False
    return True


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


@contextlib.contextmanager
def running(home: Path) -> Iterator[Neo4jServer]:
    """Start a server whose files are in the empty folder `home`; stop it at the end."""
    conf = home / "conf"
    conf.mkdir(parents=True)
    port = free_port()
    settings = SETTINGS | {"server.bolt.listen_address": f"127.0.0.1:{port}"}
    (conf / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in settings.items()))

    server = Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(18))
    # The prefix keeps a password that starts with "-" from being read as an option.
    set_password = ("dbms", "set-initial-password", "--", server.password)
    done = subprocess.run(
        java_command("org.neo4j.cli.AdminTool", *set_password),
        env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ServerFailed(f"Neo4j took no password:\n{done.stdout}{done.stderr}")

    community = "CommunityEntryPoint" if version().startswith("5.") else "Neo4jCommunity"
    command = java_command(
        f"org.neo4j.server.{community}", f"--home-dir={home}", f"--config-dir={conf}"
    )
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
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def temporary() -> Iterator[Neo4jServer]:
    """A server in a folder of its own, which is removed with it."""
    home = Path(tempfile.mkdtemp(prefix="graphkit-neo4j-"))
    try:
        with running(home) as server:
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
    reason = missing()
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
