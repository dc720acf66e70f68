"""Names and values that try to break out of Cypher, HTML, YAML, tables, the terminal or a folder.

Each goes the whole way, from files through check, a store and the page to exports, and comes out as
it went in, or is refused where it came in.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.schema.load import EMPTY, parse_schema
from graphkit.stores.base import Store
from tests.browser import OfflineBrowser
from tests.cli.conftest import Outcome, Run, run
from tests.neo4j_server import Neo4jServer

__all__ = ["run"]

VALUES = {
    "cypher, a single quote": "'}) DETACH DELETE n //",
    "cypher, a double quote": '"}) MATCH (m) DETACH DELETE m //',
    "cypher, a backtick": "x` {id: 1}) MATCH (m) DETACH DELETE m //",
    "cypher, an escaped quote": "\\'}) MATCH (m) DETACH DELETE m //",
    "cypher, a quote by its number": "\\u0027}) MATCH (m) DETACH DELETE m //",
    "cypher, a comment": "/* x",
    "cypher, a parameter": "$id {id}",
    "html, a script": "<script>document.title = 'broken'</script>",
    "html, the end of a script": "</script><script>document.title = 'broken'</script>",
    "html, the end of a comment": "--><img src=https://example.org/x onerror=alert(1)>",
    "html, an attribute": '" onmouseover="document.title = 1" x="',
    "html, an entity": "&lt;b&gt;&#x3c;",
    "html, a template": "{{ 7 * 7 }}{% raw %}${7 * 7}",
    "yaml, a tag": "!!python/object/apply:os.system ['true']",
    "yaml, an anchor": "&a [*a]",
    "yaml, a key": "x: y",
    "a table, a formula": "=cmd|'/C calc'!A0",
    "a table, a sum": "@SUM(1+1)*cmd",
    "a table, a sign": "-1+1",
    "a table, separators": 'a,b;c\t"d"',
    "a table, a list": '["a", "b"]',
    "the terminal, a screen": "\x1b[2J\x1b[H",
    "the terminal, a title": "\x1b]0;broken\x07",
    "the terminal, in one byte": "\x9b2J",
    "the terminal, another direction": "\u202egnp.exe",
    "a line, separators": "a\u2028b\u2029c\x85d",
    "a folder, above": "../../../etc/passwd",
    "a folder, absolute": "/etc/passwd",
    "a folder, of another system": "..\\..\\x",
    "a runner": "::error::broken ##[error]broken",
}
NASTY = pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
SCHEMA = """
schema: nasty
version: 1.0.0
claims: reified
nodes:
  Thing:
    display: {label: name}
    properties: {name: {type: string}, names: {type: list<string>}}
edges:
  KNOWS: {source: [Thing], target: [Thing], properties: {how: {type: string}}}
"""


def id_of(value: str) -> str:
    """The value as an id, which has no white space, ; or >."""
    return re.sub(r"[\s;>]", "_", value)


def table(header: str, *rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


def write(root: Path, *values: str) -> Path:
    """Write a dataset in which each value stands wherever a value may."""
    first = json.dumps(values[0])
    nodes = [(id_of(value), value, json.dumps([value, value])) for value in values]
    edges = [
        (id_of(value), "plain", value, "doc", value, "1", value, "plain", json.dumps([value]))
        for value in values
    ]
    body = "".join(f"{value}\n\n" for value in values)
    files = {
        "dataset.yaml": f"name: nasty\ntitle: {first}\nlicense: {first}\n",
        "schema.yaml": SCHEMA,
        "nodes/Thing.csv": table("id,name,names", ("plain", "Plain", ""), *nodes),
        "edges/KNOWS.csv": table(
            "source,target,how,document,quote,occurrence,note,claimed_by,cue", *edges
        ),
        "documents/doc.md": f"---\nid: doc\ntitle: {first}\nauthor: {first}\n---\n{body}",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return root


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset whose values are all the nasty ones."""
    return write(tmp_path / "data", *VALUES.values())


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn, empty."""
    if request.param == "embedded":
        with gk.connect(tmp_path / "store") as embedded:
            yield embedded
        return
    server: Neo4jServer = request.getfixturevalue("clean_neo4j")
    with gk.connect(
        server.uri,
        username=server.username,
        password=server.password,
        database=server.database,
    ) as neo4j:
        yield neo4j


def test_values_are_checked_as_values(dataset: Path) -> None:
    assert gk.check(gk.read(dataset)) == []
    graph = gk.build(gk.read(dataset))
    ids = {id_of(value) for value in VALUES.values()}
    assert set(graph.node_table()["id"]) == {*ids, "plain", "doc"}


def test_values_come_out_of_a_store_as_they_went_in(store: Store, dataset: Path) -> None:
    graph = gk.build(gk.read(dataset))
    store.load(graph)
    nodes = store.query("MATCH (n:Thing) WHERE n.id <> 'plain' RETURN n.id, n.name, n.names")
    assert {tuple(map(str, row)) for row in nodes.rows} == {
        (id_of(value), value, str([value, value])) for value in VALUES.values()
    }
    edges = store.query("MATCH (a)-[r:KNOWS]->(b) RETURN a.id, r.how")
    assert sorted(map(list, edges.rows)) == sorted(
        [id_of(value), value] for value in VALUES.values()
    )
    for value in VALUES.values():
        found = store.query("MATCH (n:Thing {name: $name}) RETURN n.id", {"name": value})
        assert [list(row) for row in found.rows] == [[id_of(value)]]


def test_values_are_asked_for_as_values(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "data", "x")
    query = tmp_path / "cypher/named.cypher"
    query.parent.mkdir()
    query.write_text(
        "// description: By name.\n// param name: string\n"
        "MATCH (n {name: $name}) RETURN n.id AS id\n"
    )
    monkeypatch.chdir(tmp_path)
    for name, value in VALUES.items():
        if name.startswith("cypher"):
            outcome = run("query", "named", "--param", f"name={value}", "--format", "json")
            assert (outcome.code, outcome.out) == (0, "[]\n")


@pytest.mark.parametrize(
    "value",
    [value for name, value in VALUES.items() if name.startswith(("the t", "a line", "a r"))],
)
def test_no_value_acts_on_a_terminal(
    value: str, dataset: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (dataset / "edges/KNOWS.csv").open("a", encoding="utf-8", newline="") as opened:
        opened.write(f"{value}\n")
    things = dataset / "nodes" / f"{value.replace('/', '_')}.csv"
    things.write_text(table("id,name", (id_of(value), value)), encoding="utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    outcomes = [
        run("check", dataset),
        run("check", dataset / value.replace("/", "_")),
        run("query", value, "--data", dataset),
        run("analyze", "summary", dataset, "--according-to", value),
        run("view", dataset, "--as-of", value),
        run("load", dataset),
        run("schema", "show", dataset / value.replace("/", "_")),
    ]
    for outcome in outcomes:
        assert outcome.code in (1, 2, 3)
        assert is_harmless(outcome)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_no_name_in_a_hint_acts_on_a_terminal(form: str, tmp_path: Path, run: Run) -> None:
    dataset = write(tmp_path / "data", "albania\x1b[2J")
    with (dataset / "edges/KNOWS.csv").open("a", encoding="utf-8") as opened:
        opened.write('"albania","plain"' + ',""' * 7 + "\n")
    outcome = run("check", dataset, "--format", form)
    assert outcome.code == 1
    assert "albania\\" in outcome.out
    assert is_harmless(outcome)


def is_harmless(outcome: Outcome) -> bool:
    lines = (outcome.out + outcome.err).split("\n")
    return all(line.isprintable() for line in lines) and "Traceback" not in outcome.err


def test_values_do_not_run_in_the_page(browser: OfflineBrowser, dataset: Path) -> None:
    graph = gk.build(gk.read(dataset))
    file = dataset.parent / "page.html"
    written = gk.write_page(graph, file, title="".join(VALUES.values()))
    page = browser.open(written)
    assert page.title() != "broken"
    assert page.locator("img").count() == 0
    assert browser.refused == []
    assert browser.complaints == []


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_values_are_exported_and_read_back(form: str, dataset: Path, run: Run) -> None:
    out = dataset.parent / "out"
    before = gk.build(gk.read(dataset))
    assert run("export", dataset, "--format", form, "-o", out).code == 0
    assert sorted(dataset.parent.iterdir()) == [dataset, out]
    after = gk.build(gk.read(out))
    assert after.node_table().sort("id").equals(before.node_table().sort("id"))
    assert set(after.claim_table()["id"]) == set(before.claim_table()["id"])
    assert after.title == before.title


@pytest.mark.parametrize("form", ["graphml", "json"])
def test_values_are_exported_as_text(form: str, dataset: Path, run: Run) -> None:
    import networkx as nx

    out = dataset.parent / "graph"
    assert run("export", dataset, "--format", form, "-o", out).code == 0
    if form == "graphml":
        read = nx.read_graphml(out)
    else:
        read = nx.node_link_graph(json.loads(out.read_text("utf-8")), edges="edges")
    # XML has no control characters
    gone = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
    expected = {
        gone.sub("\ufffd", value) if form == "graphml" else value for value in VALUES.values()
    }
    assert expected <= {data.get("name") for _, data in read.nodes(data=True)}


@NASTY
@pytest.mark.parametrize(
    "text",
    [
        "nodes: {<name>: {}}",
        "nodes: {A: {}}\nedges: {<name>: {source: [A], target: [A]}}",
        "nodes: {A: {}}\nedges: {E: {source: [A], target: [A], inverse: <name>}}",
        "nodes: {A: {properties: {<name>: {type: string}}}}",
        "nodes: {A: {}}\n"
        "edges: {E: {source: [A], target: [A], properties: {<name>: {type: date}}}}",
        "nodes: {A: {extends: <name>}}",
        "nodes: {A: {}}\nenums: {<name>: [x]}",
        "nodes: {A: {properties: {p: {type: <name>}}}}",
        "nodes: {A: {display: {color: <name>}}}",
    ],
)
def test_no_schema_declares_a_name_that_means_more(value: str, text: str) -> None:
    declared = text.replace("<name>", json.dumps(value))
    schema, problems = parse_schema(f"schema: s\nversion: 1.0.0\n{declared}\n")
    assert schema is EMPTY
    assert problems
    assert all(str(problem).isprintable() for problem in problems)


@NASTY
def test_no_dataset_has_a_name_that_means_more(value: str, dataset: Path) -> None:
    settings = dataset / "dataset.yaml"
    settings.write_text(f"name: {json.dumps(value)}\n", encoding="utf-8")
    problems = gk.check(gk.read(dataset))
    assert "GK104" in {problem.code for problem in problems}
    assert all(str(problem).isprintable() for problem in problems)


@NASTY
def test_a_file_of_any_name_is_no_type(value: str, dataset: Path) -> None:
    name = "x" + value.replace("/", "_")  # a file whose name begins with a dot is not looked at
    (dataset / "nodes" / f"{name}.csv").write_text("id\nodd\n", encoding="utf-8")
    (dataset / "nodes" / f"{name}.zip").write_bytes(b"")
    problems = [problem for problem in gk.check(gk.read(dataset)) if problem.is_error]
    assert {problem.code for problem in problems} <= {"GK301", "GK107"}
    assert problems
    assert all(str(problem).isprintable() for problem in problems)


OUTSIDE = [
    "../secret.yaml",
    "<absolute>",
    "nodes/../../secret.yaml",
    "link.yaml",
    "folder/secret.yaml",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_schema_lies_outside_the_folder(path: str, tmp_path: Path) -> None:
    root = write(tmp_path / "data", "x")
    (tmp_path / "secret.yaml").write_text("told: Not for you\n")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "folder").symlink_to(tmp_path)
    named = path.replace("<absolute>", str(tmp_path / "secret.yaml"))
    (root / "dataset.yaml").write_text(f"name: x\nschema: {named}\n")
    problems = gk.read(root).problems
    assert {problem.code for problem in problems} & {"GK105", "GK104"}
    assert "Not for you" not in "".join(map(str, problems))


@pytest.mark.parametrize("name", ["nodes/Thing.tsv", "edges/KNOWS.jsonl", "documents/more.md"])
def test_no_link_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    root = write(tmp_path / "data", "x")
    (tmp_path / "secret").write_text("id\tname\nsecret\tNot for you\n")
    (root / name).symlink_to(tmp_path / "secret")
    dataset = gk.read(root)
    assert [(p.file, p.code) for p in dataset.problems] == [(str(root / name), "GK105")]
    assert "Not for you" not in str(gk.check(dataset))


@pytest.mark.parametrize(
    "words",
    [
        ("view", "data", "-o", "data/schema.yaml"),
        ("view", "data", "-o", "link.html"),
        ("export", "data", "--format", "json", "-o", "data/schema.yaml"),
        ("export", "data", "--format", "graphml", "-o", "link.html"),
        ("export", "data", "--format", "csv", "-o", "data"),
    ],
)
def test_nothing_is_written_over_what_somebody_else_wrote(
    words: tuple[str, ...], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "data", "x")
    (tmp_path / "link.html").symlink_to(root / "nodes/Thing.csv")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert outcome.code == 4, outcome
    after = {path: path.read_bytes() for path in before}
    assert after == before
