"""What `docs/neo4j.md` shows runs on a real server: commands, programs, queries and grants."""

import os
import re
import shutil
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import Neo4jError

from graphkit.propertygraph.ddl.constraint import constraint_name
from graphkit.propertygraph.ddl.rules import ALWAYS
from tests.neo4j_server import Neo4jServer
from tests.project.test_readme import commands, run

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/neo4j.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_neo4j: Neo4jServer) -> Path:
    """A folder with the case, and an environment that names an empty server."""
    ignore = shutil.ignore_patterns(".graphkit")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=ignore)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEO4J_URI", clean_neo4j.uri)
    monkeypatch.setenv("NEO4J_USERNAME", clean_neo4j.username)
    monkeypatch.setenv("NEO4J_PASSWORD", clean_neo4j.password)
    return tmp_path


def test_commands_programs_and_queries_run_in_order(folder: Path, clean_neo4j: Neo4jServer) -> None:
    shown = commands(PAGE)
    assert len(shown) > 10
    for program, *arguments in shown:
        if arguments[0] == "unload":
            exec("\n".join(blocks("python")), {})
            ask_everything(clean_neo4j)
        code, said = run(program, *map(os.path.expandvars, arguments), folder=folder)
        assert code == 0, f"{arguments}\n{said}"
    assert {"graph.html", "again", "import", "load.cypher"} <= {
        path.name for path in folder.iterdir()
    }
    assert clean_neo4j.count_nodes() <= 20  # the ledger


def ask_everything(server: Neo4jServer) -> None:
    """Run each query of the page as it stands; none is without an answer."""
    asked = blocks("cypher")
    assert len(asked) > 4
    with server.driver() as driver:
        for text in asked:
            found = driver.execute_query(text, {"name": "Albania"}, routing_="r").records
            assert found, text


def test_the_grants_are_refused_for_the_edition_not_for_their_grammar(
    clean_neo4j: Neo4jServer,
) -> None:
    [text] = blocks("system")
    statements = [line.removesuffix(";") for line in text.splitlines()]
    with clean_neo4j.driver() as driver, driver.session(database="system") as session:

        def refused(statement: str) -> str:
            with pytest.raises(Neo4jError) as raised:
                session.run(neo4j.Query(statement)).consume()
            return f"{raised.value.code} {raised.value.message}"

        for statement in statements:
            if "USER" not in statement:
                assert "Unsupported administration command" in refused(statement)
                assert "SyntaxError" in refused(statement.replace(" TO ", " FOR ") + " x")


def test_the_table_names_what_every_load_makes() -> None:
    named = re.findall(r"^\| `(graphkit_\w+)` \|", PAGE, flags=re.MULTILINE)
    assert named == [constraint_name(rule) for rule in ALWAYS]
