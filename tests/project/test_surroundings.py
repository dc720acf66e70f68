"""The parts that other tests stand on: the server, the browser, the environment, the locks."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError

from tests import neo4j_server as server_module
from tests import system
from tests.browser import OfflineBrowser
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def test_the_neo4j_server_asks_for_its_password(neo4j_server: Neo4jServer) -> None:
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=("neo4j", "neo4j")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_a_clean_server_has_no_node_constraint_or_index(neo4j_server: Neo4jServer) -> None:
    with neo4j_server.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT `a ``b` FOR (n:A) REQUIRE n.id IS UNIQUE")
        driver.execute_query("CREATE INDEX FOR (n:B) ON (n.name)")
        driver.execute_query("CREATE (:A {id: 1})-[:R]->(:B)")
        neo4j_server.clear()
        left, _, _ = driver.execute_query("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP'")
    assert left == []
    assert neo4j_server.count_nodes() == 0


def test_a_server_keeps_its_password_to_itself(neo4j_server: Neo4jServer) -> None:
    assert neo4j_server.password not in repr(neo4j_server)


def test_the_browser_reaches_nothing_but_files(browser: OfflineBrowser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<!doctype html><title>A page</title>"
        '<img src="http://127.0.0.1:9/a.png"><script>throw new Error("broken")</script>'
    )
    page = browser.open(file)
    assert page.title() == "A page"
    assert browser.requests == [file.as_uri(), "http://127.0.0.1:9/a.png"]
    assert browser.refused == ["http://127.0.0.1:9/a.png"]
    assert "error: broken" in browser.complaints


def test_no_server_of_the_person_who_tests_is_seen() -> None:
    assert [name for name in os.environ if name.startswith("NEO4J_")] in ([], ["NEO4J_VERSION"])


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17),
        ('java version "1.8.0_452"', 1),
        ('openjdk version "25" 2025-09-16', 25),
        ("No Java runtime present, requesting install.", None),
    ],
)
def test_the_release_of_java_is_read_from_its_words(text: str, release: int | None) -> None:
    assert system.java_release(text) == release


@pytest.mark.skipif(os.name == "nt", reason="has no scripts that run by their first line")
def test_java_is_found_by_its_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for release in (98, 99):
        java = tmp_path / str(release) / "bin" / "java"
        java.parent.mkdir(parents=True)
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{release}.0.1\"'\n")
        java.chmod(0o755)
        monkeypatch.setenv(f"JAVA_HOME_{release}", str(tmp_path / str(release)))
    find = system.find_java.__wrapped__  # what is remembered holds for the whole run
    assert find(98) == str(tmp_path / "98/bin/java")
    assert find(99) == str(tmp_path / "99/bin/java")
    assert find(100) is None


def test_a_release_that_is_not_there_says_how_it_comes() -> None:
    missing = server_module.missing("5.0.0")
    assert missing is not None
    assert missing == system.JAVA.missing or "make neo4j-jars NEO4J_VERSION=5.0.0" in missing


def test_a_program_that_fails_counts_as_absent() -> None:
    assert system.output_of("false") is None
    assert system.output_of("no-such-program-anywhere") is None


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_everything_by_hash_and_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text) is None
    pins = re.findall(r"^[a-z0-9-]+==.*", text, flags=re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9-]+==[^\n]+\\\n    --hash=sha256:", text, flags=re.MULTILINE)
    assert len(pins) == len(hashed) > 30


def test_the_locks_hold_every_dependency_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = project["project"]["dependencies"]
    dev = project["dependency-groups"]["dev"]
    for lock, declared in {"runtime.txt": runtime, "dev.txt": runtime + dev}.items():
        pinned = set(
            re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / lock).read_text(), re.M)
        )
        names = {re.split(r"[>=<;\[ ]", entry)[0].replace(".", "-") for entry in declared}
        assert names - pinned == set()


def test_python_sh_refuses_a_python_that_does_not_run(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", str(ROOT / "tools" / "python.sh"), str(tmp_path / "python3")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "does not run" in done.stderr
