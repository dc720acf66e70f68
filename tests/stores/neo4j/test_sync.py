"""What goes with `sync`, what stays, what is adopted, and taking a dataset out whole."""

import pytest

from graphkit.errors import Refused, UsageError
from graphkit.graph.graph import Graph
from graphkit.pipeline import plan_unload, unload
from graphkit.schema.load import parse_schema
from graphkit.stores import Counted, EmbeddedStore, Neo4jStore, Terms
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import everything, only, rows, run
from tests.stores.neo4j.test_plan import town

SYNC = Terms(sync=True)


def test_what_a_dataset_no_longer_says_goes_with_sync(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(graphs.small(left=False))
    before = everything(neo4j_store)
    neo4j_store.load(graphs.small())
    # The claim, its SUBJECT, OBJECT and CLOSES, and the edge.
    assert neo4j_store.plan(graphs.small(left=False), terms=SYNC).total.removed == 5
    assert neo4j_store.load(graphs.small(left=False), terms=SYNC).removed == 5
    assert everything(neo4j_store) == before


def test_a_type_that_a_schema_no_longer_has_goes_too(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(graphs.small())
    text = graphs.SCHEMA_TEXT.replace("ALLIED_WITH", "FRIENDS_WITH")
    schema, problems = parse_schema(text)
    assert problems == []
    graph = Graph(schema, name="small")
    graph.add_node("Country", id="iraq", name="Iraq", aliases=["Irak", "al-ʿIrāq"])
    report = neo4j_store.load(graph, terms=SYNC)
    assert report.edges["ALLIED_WITH"] == Counted(removed=1)
    assert only(neo4j_store, "MATCH (n:Entity) RETURN count(n)") == 1
    assert only(neo4j_store, "MATCH ()-[r]->() RETURN count(r)") == 0


def test_what_another_dataset_says_stays_without_what_this_one_alone_said(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(town("a=A", "b", e="a>b=1", name="one"))
    neo4j_store.load(town("a", "b", e="a>b", name="two"))
    report = neo4j_store.load(town(name="one"), terms=SYNC)
    assert report.total == Counted(released=3)
    assert run(clean_neo4j, "MATCH (n {id: 'a'}) RETURN n.name, n._datasets, n._properties") == [
        [None, ["two"], [":Actor;:Country;id"]]
    ]
    assert run(clean_neo4j, "MATCH ()-[r]->() RETURN r.share, r._datasets, size(r._hashes)") == [
        [None, ["two"], 1]
    ]
    assert neo4j_store.plan(town("a", "b", e="a>b", name="two")).total == Counted(unchanged=3)


def test_what_people_and_tools_made_stays(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(town("a", "b", "c", "d", e="a>b", f="c>d"))
    run(clean_neo4j, "CREATE (:Person {id: 'x'})-[:KNOWS {since: 1}]->(:Entity {id: 'y'})")
    run(clean_neo4j, "MATCH (x:Person), (a:Country {id: 'a'}) CREATE (x)-[:VISITED]->(a)")
    run(clean_neo4j, "MATCH ()-[f:OWNS {id: 'f'}]->(d) SET f.seen = true, d:Seen")
    plan = neo4j_store.plan(town(), terms=SYNC)
    # b and e go; a has an edge of others, c and d hang on f, which has a value of others.
    assert plan.total == Counted(removed=2, released=4)
    assert {change.id: change.reason for change in plan.changes if change.action == "release"} == {
        "a": "an edge that this dataset does not say hangs on it",
        "c": "an edge that this dataset does not say hangs on it",
        "d": 'somebody wrote ":Seen" on it',
        "f": 'somebody wrote "seen" on it',
    }
    assert neo4j_store.load(town(), terms=SYNC).total == plan.total
    left = "MATCH (n) WHERE NOT n:GraphkitLoad RETURN labels(n), n.id ORDER BY n.id"
    assert run(clean_neo4j, left) == [
        [["Entity"], "a"],
        [["Entity"], "c"],
        [["Entity", "Seen"], "d"],
        [["Person"], "x"],
        [["Entity"], "y"],
    ]
    edges = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id ORDER BY type(r)"
    assert run(clean_neo4j, edges) == [
        ["x", "KNOWS", "y"],
        ["c", "OWNS", "d"],
        ["x", "VISITED", "a"],
    ]
    # What is left of it is no conflict when it is said again.
    graph = town("a=A", "b", "c", "d", e="a>b", f="c>d")
    assert neo4j_store.load(graph).total == Counted(created=2, updated=4)
    assert neo4j_store.plan(graph, terms=Terms(verify=True)).total == Counted(unchanged=6)


def test_adopting_takes_over_what_others_wrote(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(
        clean_neo4j,
        "CREATE (:Entity:Place {id: 'a', name: 'By hand', mood: 'fine'})-[:OWNS {id: 'e'}]->"
        "(:Entity {id: 'b'})",
    )
    graph = town("a=A", "b", e="a>b=1")
    assert neo4j_store.plan(graph).total == Counted(conflicts=3)
    with pytest.raises(Refused, match="graphkit did not write it"):
        neo4j_store.load(graph)
    plan = neo4j_store.plan(graph, terms=Terms(adopt=True))
    assert plan.total == Counted(updated=3)
    adopted = next(change for change in plan.changes if change.id == "a")
    assert adopted.reason == "adopted"
    assert adopted.before == {"name": "By hand", "labels": ["Place"]}
    assert adopted.after == {"name": "A", "labels": ["Actor", "Country", "Place"]}
    assert neo4j_store.load(graph, terms=Terms(adopt=True)).total == plan.total
    assert rows(neo4j_store, "MATCH (a:Place)-[r:OWNS]->() RETURN a.name, a.mood, r.share") == [
        ("A", "fine", 1.0)
    ]
    assert neo4j_store.plan(graph, terms=Terms(verify=True)).total == Counted(unchanged=3)


def test_what_another_dataset_says_is_not_adopted(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(town("a=A", name="one"))
    with pytest.raises(Refused, match='its name is "A", as the dataset "one" says'):
        neo4j_store.load(town("a=B", name="two"), terms=Terms(adopt=True))


def test_a_type_that_turns_inline_leaves_no_claims_behind(neo4j_store: Neo4jStore) -> None:
    def graph(storage: str) -> Graph:
        text = graphs.SCHEMA_TEXT.replace("    claims: inline\n", f"    claims: {storage}\n")
        schema, problems = parse_schema(text)
        assert problems == []
        made = Graph(schema, name="small")
        made.add_node("Country", id="a")
        made.add_node("Country", id="b")
        made.add_edge("OWNS", "a", "b", id="o", share=1.0)
        return made

    neo4j_store.load(graph("inline"))
    before = everything(neo4j_store)
    neo4j_store.load(graph("reified"), terms=SYNC)
    assert only(neo4j_store, "MATCH (c:Claim) RETURN count(c)") == 1
    # Without sync the claim stays whole, with its links.
    assert neo4j_store.plan(graph("inline")).total.stale == 3
    neo4j_store.load(graph("inline"), terms=SYNC)
    assert everything(neo4j_store) == before


def test_a_dataset_is_taken_out_whole(neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer) -> None:
    neo4j_store.load(town("a", "b", name="other", e="a>b"))
    before = everything(neo4j_store)
    neo4j_store.load(graphs.small())
    assert neo4j_store.datasets() == ["other", "small"]
    plan = plan_unload(neo4j_store, "small")
    assert plan.total == Counted(removed=5 + 6 + 6 + 21)
    assert unload(neo4j_store, "small").total == plan.total
    assert everything(neo4j_store) == before
    assert neo4j_store.datasets() == ["other"]


def test_a_dataset_that_is_not_there_is_named_with_its_like(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(town("a", name="harbor-town"))
    with pytest.raises(UsageError, match='Did you mean "harbor-town"') as raised:
        plan_unload(neo4j_store, "harbour-town")
    assert "holds nothing of a dataset" in str(raised.value)


def test_an_embedded_store_has_no_plan_and_no_terms(embedded_store: EmbeddedStore) -> None:
    graph = town("a")
    with pytest.raises(UsageError, match="replaces whole: there is no plan"):
        embedded_store.plan(graph)
    for terms in (SYNC, Terms(adopt=True), Terms(verify=True)):
        with pytest.raises(UsageError, match="a load replaces whole"):
            embedded_store.load(graph, terms=terms)
    with pytest.raises(UsageError, match="an embedded store, which holds one graph"):
        unload(embedded_store, "town")
