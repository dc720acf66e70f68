"""What is added in code: taken as Python has it, or refused at once with a way out.

Longer than 400 lines, as every refusal stands here with its words.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import polars as pl
import pytest

from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.load import parse_schema

SCHEMA, PROBLEMS = parse_schema("""
schema: elements
version: 1.0.0
claims: reified
enums: {Kind: [camp, house]}
nodes:
  Actor:
    abstract: true
    properties: {code: {type: string, unique: true}}
  Country:
    extends: Actor
    properties:
      name: {type: string, length: 10}
      aliases: {type: list<string>, length: 2, pattern: "[a-z]+"}
      size: {type: integer, min: 1, max: 99}
      days: {type: list<date>, min: 2000-01-01}
      area: {type: float}
      member: {type: boolean}
      since: {type: date}
      founded: {type: edtf}
      seen: {type: datetime}
      site: {type: url}
      kind: {type: Kind}
  Group: {extends: Actor, properties: {name: {type: string, required: true}}}
edges:
  HOSTS:
    source: [Country]
    target: [Group]
    temporal: state
    inverse: HOSTED_BY
    key: [law]
    properties:
      law: {type: string}
      permit: {type: integer, unique: true}
      reason: {type: string, required: true}
  OWNS: {source: [Country], target: [Group], claims: inline, inverse: OWNED_BY}
  ALLIED_WITH: {symmetric: true, between: [Country]}
""")


@pytest.fixture
def graph() -> Graph:
    assert PROBLEMS == []
    graph = Graph(SCHEMA)
    graph.add_node("Country", id="us")
    graph.add_node("Country", id="albania")
    graph.add_node("Group", id="mek", name="Group")
    graph.add_node("Document", id="digest", title="Digest")
    return graph


def value(graph: Graph, **properties: Any) -> object:
    graph.add_node("Country", id="new", **properties)
    (name,) = properties
    return graph.nodes["Country"].row(by_predicate=pl.col("id") == "new", named=True)[name]


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("name", "Ü", "Ü"),
        ("name", "", None),
        ("name", None, None),
        ("name", 12, "12"),
        ("aliases", ["a", "b"], ["a", "b"]),
        ("aliases", ("a",), ["a"]),
        ("aliases", "a; b", ["a", "b"]),
        ("aliases", [], []),
        ("size", 7, 7),
        ("size", "7", 7),
        ("size", np.int32(7), 7),
        ("days", [date(2014, 1, 2)], [date(2014, 1, 2)]),
        ("area", 2, 2.0),
        ("area", 2.5, 2.5),
        ("area", "2.5", 2.5),
        ("area", np.float32(2.5), 2.5),
        ("member", True, True),
        ("member", "false", False),
        ("member", np.bool_(True), True),
        ("since", date(2014, 1, 2), date(2014, 1, 2)),
        ("since", "2014-01-02", date(2014, 1, 2)),
        ("since", np.datetime64("2014-01-02"), date(2014, 1, 2)),
        ("founded", date(2014, 1, 2), "2014-01-02"),
        ("founded", "2014~/..", "2014~/.."),
        (
            "seen",
            datetime(2014, 1, 2, 3, tzinfo=timezone(timedelta(hours=1))),
            datetime(2014, 1, 2, 2, tzinfo=UTC),
        ),
        ("seen", "2014-01-02T03:00:00Z", datetime(2014, 1, 2, 3, tzinfo=UTC)),
        ("site", "https://example.org/", "https://example.org/"),
        ("kind", "camp", "camp"),
    ],
)
def test_a_value_of_the_type_is_taken(graph: Graph, name: str, given: object, kept: object) -> None:
    assert value(graph, **{name: given}) == kept


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("name", "a" * 11, 'name of Country "new" has 11 characters, more than 10.'),
        ("name", 1.5, 'name of Country "new" is string, but "1.5" is none.'),
        ("name", float("nan"), 'name of Country "new" is string, but "nan" is none.'),
        ("name", True, 'name of Country "new" is string, but "True" is none.'),
        ("name", {}, 'name of Country "new" is string, but "{}" is none.'),
        ("name", "\ud800", 'name of Country "new" holds half a character'),
        ("aliases", ["a", "b", "c"], 'aliases of Country "new" has 3 items, more than 2.'),
        ("aliases", ["A"], 'aliases of Country "new" is "A", not of the form `[a-z]+`.'),
        ("aliases", [None], 'an item of aliases of Country "new" is string, but "None" is none.'),
        ("aliases", {"a"}, 'aliases of Country "new" is list<string>, but "{\'a\'}"'),
        ("size", 0, 'size of Country "new" is "0", less than the min 1.'),
        ("size", 100, 'size of Country "new" is "100", more than the max 99.'),
        ("size", 2**63, 'size of Country "new" is integer, but "9223372036854775808" does not fit'),
        ("size", 1.0, 'size of Country "new" is integer, but "1.0" is not a whole number'),
        ("size", True, 'size of Country "new" is integer, but "True" is not a whole number'),
        ("size", "nineteen", 'size of Country "new" is integer, but "nineteen" is not a whole'),
        ("days", [date(1999, 1, 1)], 'days of Country "new" is "1999-01-01", less than the min'),
        ("area", float("nan"), 'area of Country "new" is float, but "nan" is not a finite number.'),
        ("area", float("inf"), 'area of Country "new" is float, but "inf" is not a finite number.'),
        ("area", 10**400, 'area of Country "new" is float, but "1000'),
        ("member", 1, 'member of Country "new" is boolean, but "1" is neither true nor false.'),
        (
            "since",
            datetime(2014, 1, 1),
            'since of Country "new" is date, but "2014-01-01 00:00:00"',
        ),
        ("founded", "2014-13", 'founded of Country "new" is edtf, but "2014-13" cannot be read'),
        ("founded", datetime(2014, 1, 1), 'founded of Country "new" is edtf, but "2014-01-01 '),
        ("seen", datetime(2014, 1, 2), 'seen of Country "new" is datetime, but "2014-01-02 00:00'),
        ("site", "example.org", 'site of Country "new" is url, but "example.org" is not an addr'),
        ("kind", "tent", 'kind of Country "new" is Kind, but "tent" is not one of them. Known'),
        ("nmae", "x", 'Country "new" has no property "nmae". Did you mean "name"?'),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    graph: Graph, name: str, given: object, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        graph.add_node("Country", id="new", **{name: given})
    assert str(raised.value).startswith(message)
    assert "new" not in graph.node_table()["id"].to_list()


@pytest.mark.parametrize(
    ("node_type", "node_id", "properties", "message"),
    [
        ("Contry", "x", {}, '"Contry" is no node type. Did you mean "Country"?'),
        ("Actor", "x", {}, "Actor is abstract: no node is just that. Types below it: Country, G"),
        ("HOSTS", "x", {}, '"HOSTS" is no node type. Known: Country, Group, Document.'),
        ("Country", "a b", {}, '"a b" is no node id: text without white space, ; and >.'),
        ("Country", "", {}, '"" is no node id'),
        ("Country", 7, {}, '"7" is no node id'),
        ("Country", "\udcff", {}, '"\\udcff" is no node id'),
        ("Group", "us", {"name": "US"}, 'There is a node "us" already, of type Country.'),
        ("Group", "x", {}, 'Group "x" lacks name.'),
        ("Group", "x", {"name": ""}, 'Group "x" lacks name.'),
        (
            "Document",
            "x",
            {"title": "X", "reports": "digset"},
            'Document "x" reports "digset", no Document. Did you mean "digest"?',
        ),
        ("Document", "x", {"title": "X", "reports": "x"}, 'Document "x" reports "x", no Document.'),
        ("Document", "x", {"title": "X", "reports": "us"}, 'Document "x" reports "us", no Docum'),
    ],
)
def test_a_node_that_the_schema_does_not_allow_is_refused(
    graph: Graph, node_type: str, node_id: Any, properties: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        graph.add_node(node_type, id=node_id, **properties)
    assert str(raised.value).startswith(message)


def test_a_unique_value_is_taken_once_over_all_types_below(graph: Graph) -> None:
    graph.add_node("Country", id="x", code="X")
    with pytest.raises(UsageError, match="code of Group \"y\" is unique, but another has 'X' too"):
        graph.add_node("Group", id="y", name="Y", code="X")
    graph.add_node("Group", id="y", name="Y", code="Y")


FULL = {"law": "a", "reason": "b"}


@pytest.mark.parametrize(
    ("edge", "columns", "message"),
    [
        ("HOST us mek", {}, '"HOST" is no edge type. Did you mean "HOSTS"?'),
        ("HOSTS albanai mek", FULL, 'The source of HOSTS, "albanai", is no node. Did you mean "al'),
        ("HOSTS us us", FULL, 'The target of HOSTS is Group, but "us" is a Country.'),
        ("HOSTED_BY us mek", FULL, 'The source of HOSTS is Country, but "mek" is a Group.'),
        ("HOSTS us mek", {"law": "a"}, 'HOSTS from "us" to "mek" lacks reason.'),
        ("HOSTS us mek", {}, 'HOSTS from "us" to "mek" lacks law, reason.'),
        ("HOSTS us mek", {"lwa": "a"}, 'HOSTS from "us" to "mek" has no property "lwa". Did you'),
        ("OWNS us mek", {"time": "2014-13"}, 'time of OWNS from "us" to "mek" is edtf, but "2014-'),
        ("OWNS us mek", {"id": "a;b"}, '"a;b" is no claim id'),
        ("ALLIED_WITH us us", {"claimed_by": "us > su"}, 'The speaker "su" of ALLIED_WITH from "u'),
        ("ALLIED_WITH us us", {"claimed_by": ["us", " "]}, "claimed_by of ALLIED_WITH from"),
        ("ALLIED_WITH us us", {"claimed_by": "us >"}, "claimed_by of ALLIED_WITH from"),
        ("ALLIED_WITH us us", {"claimed_by": "us", "cue": ["a", "b"]}, 'ALLIED_WITH from "us" to'),
        ("ALLIED_WITH us us", {"document": "us"}, 'The document "us" of ALLIED_WITH from "us" to'),
        ("ALLIED_WITH us us", {"document": "digset"}, 'The document "digset" of ALLIED_WITH from'),
        ("ALLIED_WITH us us", {"confidence": 1.5}, 'confidence of ALLIED_WITH from "us" to "us" i'),
        ("ALLIED_WITH us us", {"polarity": "no"}, "polarity of ALLIED_WITH from"),
        ("ALLIED_WITH us us", {"contests": "c2"}, 'contests of ALLIED_WITH from "us" to "us" name'),
        ("ALLIED_WITH us us", {"because": ["o1"]}, 'because of ALLIED_WITH from "us" to "us" name'),
        (
            "ALLIED_WITH us us",
            {"recorded_at": "2024-01-02T00:00Z", "retracted_at": "2024-01-01T00:00Z"},
            'ALLIED_WITH from "us" to "us" is retracted before it was recorded.',
        ),
        (
            "ALLIED_WITH us us",
            {"status_reason": "late"},
            'ALLIED_WITH from "us" to "us" has a status_reason, but the status is normal.',
        ),
        (
            "ALLIED_WITH us us",
            {"contests_reason": "seen"},
            'ALLIED_WITH from "us" to "us" has a contests_reason, but `contests` names no claim.',
        ),
        (
            "ALLIED_WITH us us",
            {"occurrence": 1, "document": "digest"},
            'ALLIED_WITH from "us" to "us" has an occurrence without a quote.',
        ),
        (
            "ALLIED_WITH us us",
            {"occurrence": 0, "document": "digest", "quote": "x"},
            'occurrence of ALLIED_WITH from "us" to "us" is 0: they are counted from 1.',
        ),
        ("OWNS us mek", {"polarity": "negative"}, 'OWNS from "us" to "mek" is stored inline and c'),
        ("OWNS us mek", {"realization": "hoped"}, 'OWNS from "us" to "mek" is stored inline and c'),
        ("OWNS us mek", {"follows": "c1"}, 'OWNS from "us" to "mek" is stored inline and cannot h'),
        (
            "OWNS us mek",
            {"retracted_at": "2024-01-01T00:00Z"},
            'OWNS from "us" to "mek" is stored inline and cannot have `retracted_at`. Give OWNS',
        ),
    ],
)
def test_an_edge_that_the_schema_does_not_allow_is_refused(
    graph: Graph, edge: str, columns: dict[str, Any], message: str
) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania", id="c1")
    graph.add_edge("OWNS", "us", "mek", id="o1")
    name, source, target = edge.split()
    with pytest.raises(UsageError) as raised:
        graph.add_edge(name, source, target, **columns)
    assert str(raised.value).startswith(message)
    assert graph.claim_table()["id"].to_list() == ["c1", "o1"]


def test_columns_of_a_claim_that_go_together_are_taken(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania", id="c1")
    moment = "2024-01-01T00:00Z"
    graph.add_edge("ALLIED_WITH", "us", "us", recorded_at=moment, retracted_at=moment)
    graph.add_edge("ALLIED_WITH", "us", "us", id="c2", status="deprecated", status_reason="late")
    graph.add_edge("ALLIED_WITH", "us", "us", id="c3", contests="c1", contests_reason="seen")
    graph.add_edge("ALLIED_WITH", "us", "us", document="digest", quote="x", occurrence=1)
    graph.add_node("Document", id="copy", title="Copy", reports="digest")
    assert graph.claim_table().height == 5


def test_an_inline_edge_may_say_what_is_the_default(graph: Graph) -> None:
    graph.add_edge("OWNS", "us", "mek", polarity="positive", realization="actual", status="normal")
    assert graph.edges()["polarity"].to_list() == ["positive"]


def test_a_chain_may_be_a_list_and_an_empty_one_is_absent(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania", claimed_by=["us", "albania"], cue=["a", "b"])
    graph.add_edge("ALLIED_WITH", "us", "us", claimed_by=[])
    assert graph.claim_table()["claimed_by"].to_list() == [["us", "albania"], []]


def test_a_claim_id_is_taken_once(graph: Graph) -> None:
    graph.add_edge("OWNS", "us", "mek", id="c")
    with pytest.raises(UsageError, match='There is a claim "c" already: OWNS'):
        graph.add_edge("ALLIED_WITH", "us", "albania", id="c")


def test_the_same_is_not_said_twice_without_ids(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania", time="2014")
    with pytest.raises(UsageError, match='from "albania" to "us" says the same as one that'):
        graph.add_edge("ALLIED_WITH", "albania", "us", time="2014", note="again")
    graph.add_edge("ALLIED_WITH", "us", "albania", time="2015")
    graph.add_edge("ALLIED_WITH", "us", "albania", time="2014", id="again")
    assert repr(graph) == "<Graph graph: 4 nodes, 1 edge, 3 claims>"


def brought(graph: Graph) -> Graph:
    """Return a graph whose elements came as frames."""
    return Graph(SCHEMA, nodes=graph.nodes, stated=graph._stated, properties=graph._properties)


def test_what_frames_say_already_is_refused_at_once_and_the_graph_stays_readable(
    graph: Graph,
) -> None:
    graph.add_edge("HOSTS", "us", "mek", law="ü", reason="b", document="digest", quote="x\ty")
    graph.add_edge("ALLIED_WITH", "us", "albania", time="2014", claimed_by=["us"], occurrence=None)
    more = brought(graph)
    with pytest.raises(UsageError, match="says the same as one that is there"):
        more.add_edge("ALLIED_WITH", "albania", "us", time="2014", claimed_by="us")
    with pytest.raises(UsageError, match="says the same as one that is there"):
        more.add_edge("HOSTS", "us", "mek", law="ü", reason="c", document="digest", quote="x\ty")
    assert more.claim_table()["id"].to_list() == graph.claim_table()["id"].to_list()
    more.add_edge("ALLIED_WITH", "albania", "us", time="2015", claimed_by="us")
    assert more.claim_table().height == 3


@pytest.mark.parametrize("document", ["dated", "told"])
def test_what_words_for_a_time_mean_is_said_already(graph: Graph, document: str) -> None:
    graph.add_node("Document", id="dated", title="Dated", published="2023-06-20")
    graph.add_node("Document", id="told", title="Told", published="2010", reports="dated")
    graph.add_edge("ALLIED_WITH", "us", "albania", document=document, time_text="last year")
    with pytest.raises(UsageError, match="says the same"):
        graph.add_edge("ALLIED_WITH", "us", "albania", document=document, time="2022")
    with pytest.raises(UsageError, match="says the same"):
        brought(graph).add_edge("ALLIED_WITH", "us", "albania", document=document, time="2022")
    more = brought(graph)
    more.add_edge("ALLIED_WITH", "us", "albania", document=document, time_text="this year")
    with pytest.raises(UsageError, match="says the same"):
        more.add_edge("ALLIED_WITH", "us", "albania", document=document, time="2023")
    assert graph.claim_table()["time"].to_list() == ["2022"]


def test_an_id_that_another_claim_has_by_what_it_says_is_refused_either_way(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania")
    (derived,) = graph.claim_table()["id"]
    for whole in (graph, brought(graph)):
        with pytest.raises(UsageError, match=f'There is a claim "{derived}" already: ALLIED_WITH'):
            whole.add_edge("OWNS", "us", "mek", id=derived)
        assert whole.claim_table()["id"].to_list() == [derived]
    other = brought(Graph(SCHEMA, nodes=graph.nodes))
    other.add_edge("OWNS", "us", "mek", id=derived)
    with pytest.raises(UsageError, match="says the same"):
        other.add_edge("ALLIED_WITH", "us", "albania")
    # what other claims refer to is an id that was given
    with pytest.raises(UsageError, match="no claim added by that id"):
        graph.add_edge("ALLIED_WITH", "us", "us", because=derived)


def test_a_unique_value_of_edges_may_be_repeated_for_the_same_edge(graph: Graph) -> None:
    graph.add_edge("HOSTS", "us", "mek", law="a", reason="b", permit=1)
    graph.add_edge("HOSTS", "us", "mek", law="a", reason="b", permit=1, time="2014")
    with pytest.raises(UsageError, match=r"permit of HOSTS .* is unique, but another has 1 too"):
        graph.add_edge("HOSTS", "us", "mek", law="other", reason="b", permit=1)
    assert graph.claim_table()["edge_key"].n_unique() == 1


def test_elements_are_added_to_what_frames_brought(graph: Graph) -> None:
    graph.add_node("Country", id="x", code="X")
    graph.add_edge("HOSTS", "us", "mek", id="h", law="a", reason="b", permit=1)
    more = Graph(SCHEMA, nodes=graph.nodes, stated=graph._stated, properties=graph._properties)
    with pytest.raises(UsageError, match="There is a node"):
        more.add_node("Country", id="us")
    with pytest.raises(UsageError, match="is unique"):
        more.add_node("Group", id="y", name="Y", code="X")
    with pytest.raises(UsageError, match="There is a claim"):
        more.add_edge("OWNS", "us", "mek", id="h")
    with pytest.raises(UsageError, match="is unique"):
        more.add_edge("HOSTS", "albania", "mek", law="a", reason="b", permit=1)
    more.add_edge("HOSTS", "albania", "mek", law="a", reason="c")
    more.add_node("Country", id="y")
    hosts = more.claims["HOSTS"].select("source", "reason", "permit").rows()
    assert hosts == [("us", "b", 1), ("albania", "c", None)]
    assert graph.claims["HOSTS"].height == 1


def test_reading_between_adding_changes_nothing(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "us", "albania", id="a")
    assert graph.claim_table().height == 1
    graph.add_node("Country", id="x")
    graph.add_edge("ALLIED_WITH", "us", "x", id="b", because="a")
    assert graph.claim_table()["id"].to_list() == ["a", "b"]
    with pytest.raises(UsageError, match="There is a claim"):
        graph.add_edge("ALLIED_WITH", "us", "x", id="a")


def test_thousands_of_elements_keep_their_values(graph: Graph) -> None:
    for number in range(2000):
        graph.add_node("Country", id=f"n{number}", size=1 + number % 99, founded=f"{1000 + number}")
        graph.add_edge("ALLIED_WITH", "us", f"n{number}", time=f"{1000 + number}/..")
    assert graph.nodes["Country"].height == 2002
    assert graph.edges()["start_earliest"].to_list()[-1] == date(2999, 1, 1)
