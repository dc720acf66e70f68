"""Reading, as every store does it: the small graph is loaded once, and queries leave it be."""

import json
from datetime import UTC, date, datetime

import pytest
from neo4j.vector import Vector

from graphkit.errors import QueryError, Refused
from graphkit.stores import EdgeValue, NodeValue, PathValue, json_value
from graphkit.stores.answers import plain_rows
from tests.stores.asking import AnyStore, everything, only, rows


def test_a_node_carries_its_type_all_ancestors_and_the_root(loaded: AnyStore) -> None:
    node = only(loaded, "MATCH (n {id: 'party'}) RETURN n")
    assert node == NodeValue("party", ("Actor", "Entity", "Organization", "Party"), {"id": "party"})
    assert only(loaded, "MATCH (n:Actor) RETURN count(n)") == 4
    assert only(loaded, "MATCH (n:Organization) RETURN count(n)") == 2
    assert only(loaded, "MATCH (n:Entity) RETURN count(n)") == 5


def test_values_come_back_with_their_types(loaded: AnyStore) -> None:
    node = only(loaded, "MATCH (n {id: 'mek'}) RETURN n")
    assert node.properties == {
        "active": True,
        "counts": [1, 2],
        "days": [date(2014, 1, 1), date(2015, 2, 2)],
        "founded": date(1965, 9, 5),
        "id": "mek",
        "members": 2**53 + 1,
        "name": "日本 `'\"{}\\ \u2028",
        "seen": datetime(2014, 5, 1, 10, 30, 0, 123456, tzinfo=UTC),
        "share": 1.0,
    }
    assert type(node.properties["share"]) is float
    assert type(node.properties["members"]) is int
    assert node.properties["seen"].tzinfo is UTC


def test_what_is_absent_is_no_property(loaded: AnyStore) -> None:
    assert rows(loaded, "MATCH (n {id: 'albania'}) RETURN n.aliases, n.name") == [(None, "Albania")]
    assert only(loaded, "MATCH (n:Country) WHERE n.aliases IS NULL RETURN n.id") == "albania"


def test_a_claim_is_a_node_with_every_column_and_its_edges(loaded: AnyStore) -> None:
    claim = only(loaded, "MATCH (c:Claim {id: 'c1'}) RETURN c")
    assert claim.labels == ("Claim",)
    assert claim.properties == {
        "approximate": False,
        "claimed_by": ["iraq", "albania"],
        "contested": True,
        "cue": ["says", "agrees"],
        "edge_key": claim.properties["edge_key"],
        "edge_type": "HOSTS",
        "end_side": "open",
        "id": "c1",
        "modality": "asserted",
        "polarity": "positive",
        "realization": "actual",
        "start_earliest": date(2014, 1, 1),
        "start_latest": date(2014, 12, 31),
        "start_side": "dated",
        "status": "normal",
        "temporal": "state",
        "terms": "none",
        "time": "2014/..",
    }
    ends = "MATCH (s)<-[:SUBJECT]-(c:Claim {id: 'c1'})-[:OBJECT]->(o) RETURN s.id, o.id"
    assert rows(loaded, ends) == [("albania", "mek")]
    speakers = (
        "MATCH (:Claim {id: 'c1'})-[r:CLAIMED_BY]->(n) "
        "RETURN n.id AS id, r.ordinal AS ordinal, r.cue AS cue ORDER BY ordinal"
    )
    assert rows(loaded, speakers) == [("iraq", 0, "says"), ("albania", 1, "agrees")]


def test_a_document_is_the_speaker_where_nobody_else_is_named(loaded: AnyStore) -> None:
    said = "MATCH (:Claim {id: 'c2'})-[:CLAIMED_BY]->(d:Document) RETURN d.id"
    assert only(loaded, said) == "digest"
    shown = "MATCH (:Claim {id: 'c2'})-[:EVIDENCED_BY]->(d:Document) RETURN d.title"
    assert only(loaded, shown) == "A digest"
    nobody = "MATCH (c:Claim {id: 'c5'}) WHERE NOT (c)-[:CLAIMED_BY]->() RETURN c.claimed_by"
    assert only(loaded, nobody) == []


def test_claims_are_tied_to_each_other(loaded: AnyStore) -> None:
    ties = (
        "MATCH (a:Claim)-[r:CONTESTS|BECAUSE|FOLLOWS|CLOSES]->(b:Claim) "
        "RETURN a.id AS a, type(r) AS t, b.id AS b, r.basis AS basis, r.certainty AS c, "
        "r.reason AS reason ORDER BY a, t, basis"
    )
    assert rows(loaded, ties) == [
        ("c1", "CONTESTS", "c3", "found", "sure", None),
        ("c3", "BECAUSE", "c2", None, None, None),
        ("c3", "CONTESTS", "c1", "stated", None, "It says otherwise."),
        ("c3", "FOLLOWS", "c1", None, None, None),
        ("c4", "CLOSES", "c2", None, None, None),
    ]


def test_what_is_asserted_is_projected_as_an_edge(loaded: AnyStore) -> None:
    edge = only(loaded, "MATCH (:Country {id: 'iraq'})-[r:HOSTS]->() RETURN r")
    assert (edge.id, edge.type, edge.source, edge.target) == ("c2", "HOSTS", "iraq", "mek")
    assert edge.properties == {
        "approximate": False,
        "claimed_by": ["digest"],
        "closed_by": "c4",
        "closed_on": date(2003, 5, 10),
        "contested": False,
        "document": "digest",
        "edge_key": edge.properties["edge_key"],
        "end_earliest": date(2003, 1, 1),
        "end_latest": date(2003, 12, 31),
        "end_side": "dated",
        "id": "c2",
        "modality": "asserted",
        "start_earliest": date(1986, 1, 1),
        "start_latest": date(1986, 12, 31),
        "start_side": "dated",
        "temporal": "state",
        "time": "1986/2003",
    }
    denied = "MATCH (:Country)-[r:HOSTS]->(:Party) RETURN count(r)"
    assert only(loaded, denied) == 0


def test_an_inline_edge_tells_everything_and_has_no_claim(loaded: AnyStore) -> None:
    edge = only(loaded, "MATCH (:Organization)-[r:OWNS]->(:Party) RETURN r")
    assert edge.properties["share"] == 12.5
    assert edge.properties["note"] == "by the register"
    assert edge.properties["polarity"] == "positive"
    assert only(loaded, "MATCH (c:Claim {id: 'c7'}) RETURN count(c)") == 0


def test_a_symmetric_edge_stands_as_written(loaded: AnyStore) -> None:
    allied = "MATCH (a)-[r:ALLIED_WITH]->(b) RETURN a.id, b.id, r.modality"
    assert rows(loaded, allied) == [("mek", "iraq", "alleged")]
    assert only(loaded, "MATCH ({id: 'iraq'})-[r:ALLIED_WITH]-(b) RETURN b.id") == "mek"


def test_a_wrong_query_says_where(loaded: AnyStore) -> None:
    with pytest.raises(QueryError, match="line 1") as raised:
        loaded.query("MATCH (n RETURN n")
    assert "\n" not in str(raised.value)
    with pytest.raises(QueryError, match="nobody"):
        loaded.query("RETURN $nobody")


def test_paths_nodes_and_edges_are_plain_values(loaded: AnyStore) -> None:
    path = only(
        loaded, "MATCH p = (:Country {id: 'albania'})-[:HOSTS]->()-[:OWNS]->(:Party) RETURN p"
    )
    assert isinstance(path, PathValue)
    assert [node.id for node in path.nodes] == ["albania", "mek", "party"]
    assert [(edge.id, edge.source, edge.target) for edge in path.edges] == [
        ("c1", "albania", "mek"),
        ("c7", "mek", "party"),
    ]
    written = json_value(path)
    assert json.loads(json.dumps(written)) == written


def test_nested_values_are_plain_too(loaded: AnyStore) -> None:
    result = loaded.query(
        "MATCH (a {id: 'albania'})-[r:HOSTS]->(b) "
        "RETURN {node: a, edges: [r], day: r.start_latest, nothing: null} AS m, [1, 'a'] AS l, "
        "duration('P1Y2M') AS d, point({x: 1.0, y: 2.0}) AS p"
    )
    assert result.columns == ("m", "l", "d", "p")
    found = result.to_dicts()[0]
    assert isinstance(found["m"]["node"], NodeValue)
    assert isinstance(found["m"]["edges"][0], EdgeValue)
    assert found["m"]["edges"][0].source == "albania"
    assert found["m"]["day"] == date(2014, 12, 31)
    assert found["m"]["nothing"] is None
    assert (found["l"], found["d"], found["p"]) == ([1, "a"], "P1Y2M", "SRID=7203;POINT(1.0 2.0)")


def test_all_properties_of_a_node_hold_nothing_that_a_load_keeps(loaded: AnyStore) -> None:
    assert only(loaded, "MATCH (n {id: 'albania'}) RETURN properties(n)") == {
        "id": "albania",
        "name": "Albania",
    }


def test_parameters_take_plain_values(loaded: AnyStore) -> None:
    given = {
        "text": "a",
        "number": 3,
        "share": 0.5,
        "yes": True,
        "nothing": None,
        "day": date(2014, 5, 1),
        "list": ["a", "b"],
    }
    names = ", ".join(f"${name} AS {name}" for name in given)
    assert loaded.query(f"RETURN {names}", given).to_dicts() == [given]


def test_an_answer_without_rows_has_its_columns(loaded: AnyStore) -> None:
    result = loaded.query("MATCH (n:Country {id: 'none'}) RETURN n.id, n.name AS name, count(n)")
    assert (result.columns, result.rows) == (("n.id", "name", "count(n)"), ())


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Person) RETURN n",
        "CREATE (n:Country {id: 'x'})",
        "MERGE (n:Country {id: 'x'}) RETURN n",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) SET n:Seen",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) DETACH DELETE n",
        "MATCH (a:Country), (b:Organization) CREATE (a)-[:HOSTS]->(b)",
        "FOREACH (x IN [1] | CREATE (:Country))",
        "CALL { CREATE (:Country) } RETURN 1",
        "CREATE INDEX names FOR (n:Country) ON (n.name)",
        "CREATE CONSTRAINT names FOR (n:Country) REQUIRE n.name IS UNIQUE",
    ],
)
def test_a_query_that_writes_is_refused(loaded: AnyStore, cypher: str) -> None:
    before = everything(loaded)
    with pytest.raises(Refused, match="queries only read"):
        loaded.query(cypher)
    assert everything(loaded) == before


def test_a_moment_keeps_its_zone_and_what_is_finer_than_python_is_text(loaded: AnyStore) -> None:
    cypher = (
        "RETURN datetime('2014-01-01T12:00:00[Europe/London]') AS winter, "
        "datetime('2014-01-01T12:00:00+02:00') AS offset, datetime('2014-01-01T12:00:00Z') AS utc, "
        "datetime('2014-01-01T12:00:00.123456789Z') AS fine, "
        "localtime('12:30:00.000000001') AS hour"
    )
    (row,) = loaded.query(cypher).to_dicts()
    shown = {name: json_value(value) for name, value in row.items()}
    assert shown == {
        "winter": "2014-01-01T12:00:00+00:00[Europe/London]",
        "offset": "2014-01-01T12:00:00+02:00",
        "utc": "2014-01-01T12:00:00+00:00",
        "fine": "2014-01-01T12:00:00.123456789+00:00",
        "hour": "12:30:00.000000001",
    }


def test_points_say_in_which_system_they_are(loaded: AnyStore) -> None:
    cypher = (
        "RETURN point({x: 1, y: 2}) AS a, point({x: 1, y: 2, z: 3}) AS b, "
        "point({longitude: 19.8, latitude: 41.3}) AS c, "
        "point({longitude: 19.8, latitude: 41.3, height: 100}) AS d"
    )
    assert loaded.query(cypher).rows == (
        (
            "SRID=7203;POINT(1.0 2.0)",
            "SRID=9157;POINT Z (1.0 2.0 3.0)",
            "SRID=4326;POINT(19.8 41.3)",
            "SRID=4979;POINT Z (19.8 41.3 100.0)",
        ),
    )


def test_bytes_go_in_and_come_out(loaded: AnyStore) -> None:
    assert only(loaded, "RETURN $b", b=b"\x00\xff") == b"\x00\xff"


def test_a_vector_is_a_list_of_numbers() -> None:
    whole, short = Vector([1, 2, 3], "i8"), Vector([0.5, -1.0], "f64")
    assert plain_rows([[whole, [short]]], {}) == (([1, 2, 3], [[0.5, -1.0]]),)
