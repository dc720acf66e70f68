"""`graphkit serve`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from neo4j import GraphDatabase


def test_serve_opens_the_store_to_the_official_driver(project: Path) -> None:
    command = [sys.executable, "-m", "graphkit", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as served:
        try:
            assert served.stdout is not None
            said = dict(served.stdout.readline().split() for _ in range(3))
            auth = (said["user"], said["password"])
            with GraphDatabase.driver(said["URI"], auth=auth) as driver:
                records = driver.execute_query("MATCH (n:Person) RETURN n.name AS name").records
            assert sorted(record["name"] for record in records) == ["Ada Lund", "Ben Okoro"]
            served_store = {
                "NEO4J_URI": said["URI"],
                "NEO4J_USERNAME": said["user"],
                "NEO4J_PASSWORD": said["password"],
            }
            loading = subprocess.run(
                [sys.executable, "-m", "graphkit", "load"],
                capture_output=True,
                text=True,
                check=False,
                env={**environment, **served_store},
            )
            assert loading.returncode in (3, 4)
            assert loading.stderr.splitlines()[-1].startswith("Error: ")
            assert "itself failed" not in loading.stderr
            second = subprocess.run(
                [sys.executable, "-m", "graphkit", "query", "who_says"],
                capture_output=True,
                text=True,
                check=False,
            )
            assert second.returncode == 3
            assert str(served.pid) in second.stderr
        finally:
            served.send_signal(signal.SIGINT)
            _, errors = served.communicate(timeout=30)
    assert served.returncode == 0
    assert errors.splitlines()[-1] == "Closed."
