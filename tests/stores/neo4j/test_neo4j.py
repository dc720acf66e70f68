"""What only a Neo4j does: comparing before writing, leaving alone what is not ours."""

import pytest

from graphkit.errors import Refused, UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.model import EdgeType, NodeType, Property, Schema
from graphkit.schema.values import StringType
from graphkit.stores import Counted, Neo4jStore
from graphkit.stores.neo4j.records import loads
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import everything, only, rows, run

# --- loading again --------------------------------------------------------------------------------


def test_a_second_load_writes_no_data(neo4j_store: Neo4jStore) -> None:
    first = neo4j_store.load(graphs.small())
    second = neo4j_store.load(graphs.small())
    assert (second.written, second.removed, second.stale) == (0, 0, 0)
    assert second.unchanged == first.written
    assert second.nodes["Country"] == Counted(unchanged=2)
    assert next(load.batches_done for load in loads(neo4j_store.bolt)) == 0


def test_a_load_makes_ids_unique(neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer) -> None:
    neo4j_store.load(graphs.empty())
    found = run(
        clean_neo4j,
        "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN * ORDER BY labelsOrTypes",
    )
    assert [row[:2] for row in found] == [
        [["Claim"], ["id"]],
        [["Entity"], ["id"]],
        [["GraphkitLoad"], ["lease"]],
    ]


def test_a_database_that_cannot_keep_ids_unique_is_refused(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "UNWIND [1, 2] AS x CREATE (:Entity {id: 'twice'})")
    with pytest.raises(Refused, match="cannot keep ids unique: 2 nodes of Entity") as raised:
        neo4j_store.load(graphs.small())
    assert "\n" not in str(raised.value)


def changed() -> Graph:
    """The small graph with other values: a name, a list gone, a type, an end, a denial."""
    graph = graphs.empty()
    graph.add_node("Country", id="albania", name="Republic of Albania")
    graph.add_node("Country", id="iraq", name="Iraq")
    graph.add_node("Party", id="mek", name="M")
    graph.add_node("Organization", id="party")
    graph.add_node("Document", id="digest", title="A digest")
    graph.add_edge("HOSTS", "albania", "mek", id="c1", time="2014/..", claimed_by="albania")
    graph.add_edge("HOSTS", "iraq", "party", id="c2", time="1986/2003", document="digest")
    graph.add_edge("REFUSES", "albania", "mek", id="c3", time="2015/2016", polarity="negative")
    graph.add_edge("OWNS", "mek", "party", id="c7", share=20.0)
    return graph


def test_a_changed_graph_stands_as_if_it_were_the_first(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    report = neo4j_store.load(changed())
    assert report.nodes == {
        "Country": Counted(updated=2),
        "Party": Counted(updated=1),
        "Organization": Counted(updated=1),
        "Document": Counted(unchanged=1),
    }
    # c4, c5 and c6 with their links, and the edges that c4 and c6 projected, are no longer said.
    assert report.stale == 3 + 6 + 1 + 2
    run(clean_neo4j, "MATCH (c:Claim) WHERE c.id IN ['c4', 'c5', 'c6'] DETACH DELETE c")
    run(clean_neo4j, "MATCH ()-[r:LEFT|ALLIED_WITH]->() DELETE r")
    after = everything(neo4j_store)
    clean_neo4j.clear()
    neo4j_store.load(changed())
    assert everything(neo4j_store) == after


def test_a_changed_row_writes_its_element_alone(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    report = neo4j_store.load(graphs.small(terms=None))
    # The claim and its edge; the id is given, so nothing else hangs on its words.
    assert report.claims["HOSTS"] == Counted(updated=1, unchanged=2)
    assert report.edges["HOSTS"] == Counted(updated=1, unchanged=1)
    assert report.written == 2
    assert rows(neo4j_store, "MATCH (c:Claim {id: 'c1'}) RETURN c.terms") == [(None,)]
    assert rows(neo4j_store, "MATCH ()-[r:HOSTS {id: 'c1'}]->() RETURN r.terms") == [(None,)]


def test_what_a_dataset_no_longer_says_stays_and_is_counted(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(graphs.small())
    report = neo4j_store.load(graphs.small(left=False))
    # The claim, its SUBJECT, OBJECT and CLOSES, and the edge; c2 is no longer closed.
    assert report.stale == 5
    assert report.written == 2
    assert only(neo4j_store, "MATCH (c:Claim {id: 'c4'}) RETURN count(c)") == 1
    assert only(neo4j_store, "MATCH ()-[r:HOSTS {id: 'c2'}]->() RETURN r.closed_by") is None


def test_a_type_that_a_schema_no_longer_has_is_counted_too(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    run_past = "MATCH (a {id: 'mek'}), (b {id: 'iraq'}) CREATE (a)-[r:OLD {id: 'gone'}]->(b) SET "
    marks = "r._datasets = ['small'], r._hashes = ['x'], r._properties = ['id']"
    run(clean_neo4j, run_past + marks)
    assert neo4j_store.load(graphs.small()).stale == 1


# --- what others wrote ----------------------------------------------------------------------------


def test_a_database_with_other_data_says_so_until_the_first_load(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    assert not neo4j_store.holds_foreign_data("small")
    run(clean_neo4j, "CREATE (:Person {name: 'x'})")
    assert neo4j_store.holds_foreign_data("small")
    neo4j_store.load(graphs.small())
    assert not neo4j_store.holds_foreign_data("small")
    assert neo4j_store.holds_foreign_data("other")


def test_other_datasets_are_no_foreign_data(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(graphs.small())
    assert not neo4j_store.holds_foreign_data("other")


def test_what_a_person_wrote_stays(neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer) -> None:
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "MATCH (n {id: 'albania'}) SET n:Seen, n.mood = 'fine'")
    run(clean_neo4j, "CREATE (:Person {name: 'x'})-[:KNOWS]->(:Person)")
    neo4j_store.load(changed())
    node = only(neo4j_store, "MATCH (n {id: 'albania'}) RETURN n")
    assert node.labels == ("Actor", "Country", "Entity", "Seen")
    assert node.properties == {"id": "albania", "mood": "fine", "name": "Republic of Albania"}
    assert only(neo4j_store, "MATCH (:Person)-[r:KNOWS]->() RETURN count(r)") == 1


def test_a_node_that_graphkit_did_not_write_is_never_overwritten(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "UNWIND ['albania', 'iraq', 'mek', 'party'] AS id CREATE (:Entity {id: id})")
    with pytest.raises(Refused) as raised:
        neo4j_store.load(graphs.small())
    assert raised.value.message == (
        f"{neo4j_store.name} holds 4 of these elements otherwise: "
        'the node "albania": graphkit did not write it; '
        'the node "iraq": graphkit did not write it; '
        'the node "mek": graphkit did not write it; and 1 more.'
    )
    assert run(clean_neo4j, "MATCH (n) WHERE n._datasets IS NOT NULL RETURN n") == []


def test_a_value_written_by_hand_is_never_overwritten(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "MATCH (n {id: 'party'}) SET n.name = 'By hand'")
    graph = graphs.empty()
    graph.add_node("Party", id="party", name="From the dataset")
    with pytest.raises(Refused, match='its name is "By hand", which graphkit did not write'):
        neo4j_store.load(graph)


def shared(dataset: str, /, **properties: object) -> Graph:
    graph = graphs.empty(dataset)
    graph.add_node("Country", id="iraq", **properties)
    graph.add_node("Organization", id="mek")
    graph.add_edge("HOSTS", "iraq", "mek", id="c1")
    return graph


def test_two_datasets_share_what_both_say(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(shared("one", name="Iraq"))
    report = neo4j_store.load(shared("two", aliases=["Irak"]))
    assert report.written == 2 + 1 + 1 + 2
    assert rows(neo4j_store, "MATCH (n {id: 'iraq'}) RETURN n.name, n.aliases") == [
        ("Iraq", ["Irak"])
    ]
    assert run(clean_neo4j, "MATCH (n {id: 'iraq'}) RETURN n._datasets, n._properties") == [
        [["one", "two"], [":Actor;:Country;id;name", ":Actor;:Country;id;aliases"]]
    ]
    for name, properties in (("one", {"name": "Iraq"}), ("two", {"aliases": ["Irak"]})):
        assert neo4j_store.load(shared(name, **properties)).written == 0
    # What one takes back, the other still says.
    neo4j_store.load(shared("one"))
    assert rows(neo4j_store, "MATCH (n {id: 'iraq'}) RETURN n.name, n.aliases") == [
        (None, ["Irak"])
    ]


def test_unequal_values_of_two_datasets_are_a_conflict(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(shared("one", name="Iraq"))
    before = everything(neo4j_store)
    with pytest.raises(Refused, match='its name is "Iraq", as the dataset "one" says'):
        neo4j_store.load(shared("two", name="Irak"))
    assert everything(neo4j_store) == before


def test_unequal_types_of_two_datasets_are_a_conflict(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(shared("one"))
    graph = graphs.empty("two")
    graph.add_node("Party", id="mek")
    with pytest.raises(Refused, match='it is Actor and Organization, as the dataset "one" says'):
        neo4j_store.load(graph)


def test_an_edge_that_two_datasets_say_otherwise_is_a_conflict(neo4j_store: Neo4jStore) -> None:
    def owning(name: str, share: float) -> Graph:
        graph = graphs.empty(name)
        graph.add_node("Country", id="a")
        graph.add_node("Country", id="b")
        graph.add_edge("OWNS", "a", "b", id="o", share=share)
        return graph

    neo4j_store.load(owning("one", 1.0))
    with pytest.raises(Refused, match=r'edge OWNS from "a" to "b": its share is 1\.0'):
        neo4j_store.load(owning("two", 2.0))


def test_an_edge_that_another_dataset_says_outlives_its_claim_here(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    def owning(dataset: str, target: str) -> Graph:
        graph = graphs.empty(dataset)
        for node in ("a", "b", "c"):
            graph.add_node("Country", id=node)
        graph.add_edge("OWNS", "a", target, id="o")
        return graph

    neo4j_store.load(owning("one", "b"))
    neo4j_store.load(owning("two", "b"))
    assert neo4j_store.load(owning("two", "c")).edges["OWNS"] == Counted(created=1, released=1)
    asked = "MATCH (:Country)-[r:OWNS]->(b) RETURN b.id, r._datasets, size(r._hashes) ORDER BY b.id"
    assert run(clean_neo4j, asked) == [["b", ["one"], 1], ["c", ["two"], 1]]
    assert neo4j_store.load(owning("one", "c")).removed == 1
    assert run(clean_neo4j, asked) == [["c", ["two", "one"], 2]]


def test_a_claim_that_two_datasets_say_cannot_turn_in_one(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(shared("one"))
    neo4j_store.load(shared("two"))
    graph = graphs.empty("two")
    graph.add_node("Country", id="iraq")
    graph.add_node("Organization", id="mek")
    graph.add_edge("HOSTS", "iraq", "mek", id="c1", polarity="negative")
    with pytest.raises(Refused, match='the claim "c1": its polarity is "positive"'):
        neo4j_store.load(graph)


# --- names that try to break out ------------------------------------------------------------------


def hostile_graph(hostile: str) -> Graph:
    """A graph of a schema made in code, so that nobody has looked at its names."""
    prop = {hostile: Property(hostile, StringType())}
    ends = (hostile,)
    schema = Schema(
        "hostile",
        nodes={hostile: NodeType(hostile, labels=(hostile, "Entity"), properties=prop)},
        edges={
            hostile: EdgeType(
                hostile,
                sources=ends,
                targets=ends,
                source_types=frozenset(ends),
                target_types=frozenset(ends),
                properties=prop,
                claims="reified",
            )
        },
    )
    graph = Graph(schema, name="hostile")
    graph.add_node(hostile, id="a", **{hostile: hostile})
    graph.add_edge(hostile, "a", "a", **{hostile: hostile})
    return graph


def test_names_of_types_and_properties_never_become_cypher(neo4j_store: Neo4jStore) -> None:
    hostile = "a`) DETACH DELETE (n) //{}'\"$x"
    graph = hostile_graph(hostile)
    for _ in range(2):
        report = neo4j_store.load(graph)
    assert report.written == 0
    (edge,) = rows(neo4j_store, "MATCH (a:Entity)-[r]->(a) RETURN type(r), properties(r), a")
    assert edge[0] == hostile
    assert edge[1][hostile] == hostile
    assert edge[2].labels == tuple(sorted((hostile, "Entity")))
    assert edge[2].properties[hostile] == hostile


def test_a_name_that_a_neo4j_would_unescape_is_refused(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    with pytest.raises(UsageError, match="holds a backslash"):
        neo4j_store.load(hostile_graph("a\\u0060) DETACH DELETE (n) //"))
    assert clean_neo4j.count_nodes() == 0
