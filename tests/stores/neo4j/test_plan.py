"""What a plan says, that it writes nothing, and that a load does just that."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.errors import Refused
from graphkit.graph.graph import Graph
from graphkit.stores import Counted, Neo4jStore, Terms
from graphkit.stores.neo4j import comparison
from graphkit.stores.plan import Summary
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import only, rows, run


def state(server: Neo4jServer) -> list[Any]:
    """Every element with all that stands on it, every constraint, every index."""
    asked = (
        "MATCH (n) RETURN elementId(n), labels(n), properties(n) ORDER BY elementId(n)",
        "MATCH (a)-[r]->(b) RETURN elementId(r), type(r), elementId(a), elementId(b), "
        "properties(r) ORDER BY elementId(r)",
        "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey ORDER BY propertyKey",
    )
    return [run(server, question) for question in asked]


def table(summary: Summary) -> list[tuple[str, str, Counted]]:
    return list(summary.types())


def town(*people: str, name: str = "town", **edges: str) -> Graph:
    """Countries by id, or as id=name, and OWNS edges as their id, with `source>target=share`."""
    graph = graphs.empty(name)
    for person in people:
        node, _, text = person.partition("=")
        graph.add_node("Country", id=node, **({"name": text} if text else {}))
    for edge, told in edges.items():
        ends, _, share = told.partition("=")
        source, target = ends.split(">")
        more = {"share": float(share)} if share else {}
        graph.add_edge("OWNS", source, target, id=edge, **more)
    return graph


@pytest.mark.parametrize("terms", [Terms(), Terms(sync=True, adopt=True, verify=True)])
def test_a_plan_writes_nothing(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, terms: Terms
) -> None:
    empty = state(clean_neo4j)
    neo4j_store.plan(graphs.small(), terms=terms)
    assert state(clean_neo4j) == empty
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "CREATE (:Entity {id: 'party2'})-[:OWNS]->(:Other {x: date('2020-01-01')})")
    run(clean_neo4j, "MATCH (n:Country {id: 'iraq'}) SET n.name = 'By hand'")
    loaded = state(clean_neo4j)
    other = graphs.small("other", terms="otherwise", left=False)
    other.add_node("Country", id="party2")
    for graph in (graphs.small(terms=None, left=False), other):
        assert neo4j_store.plan(graph, terms=terms).total.touched or not terms.sync
    assert state(clean_neo4j) == loaded


def test_a_plan_for_an_empty_database_creates_everything(neo4j_store: Neo4jStore) -> None:
    plan = neo4j_store.plan(graphs.small())
    assert plan.total == Counted(created=5 + 6 + 6 + 21)
    assert [command.statement.split(" IF")[0] for command in plan.commands[:2]] == [
        "CREATE CONSTRAINT graphkit_entity_id",
        "CREATE CONSTRAINT graphkit_claim_id",
    ]
    assert all(command.reason for command in plan.commands)
    created = next(change for change in plan.changes if change.id == "albania")
    assert (created.action, created.type) == ("create", "Country")
    assert created.after == {"id": "albania", "name": "Albania"}


def test_a_plan_and_its_load_agree_whatever_changes(neo4j_store: Neo4jStore) -> None:
    changes: list[tuple[Graph, Terms]] = [
        (town("a=A", "b", e="a>b=1"), Terms()),
        (town("a=A", "b", e="a>b=1"), Terms(verify=True)),
        (town("a=Z", "b=B", e="a>b"), Terms()),
        (town("a=Z", "b=B", "c", e="a>c"), Terms()),
        (town("a", "c", name="other", e="a>c", f="c>a=2"), Terms()),
        (town("a=Z", "b=B", "c"), Terms()),
        (town("a=Z", "c"), Terms(sync=True)),
        (town(), Terms(sync=True)),
        (graphs.small(), Terms()),
        (graphs.small(terms=None, left=False), Terms()),
        (graphs.small(terms=None, left=False), Terms(sync=True)),
    ]
    for graph, terms in changes:
        plan = neo4j_store.plan(graph, terms=terms)
        report = neo4j_store.load(graph, terms=terms)
        assert table(report) == table(plan)
        after = neo4j_store.plan(graph, terms=Terms(sync=terms.sync, verify=True))
        assert after.total.touched == 0
        assert after.total.unchanged == plan.total.written + plan.total.unchanged
        assert after.total.stale == plan.total.stale


IDS = st.sampled_from(["a", "b", "c", "d"])
GRAPHS = st.builds(
    lambda nodes, edges: town(
        *(f"{node}={name}" if name else node for node, name in nodes.items()),
        **{
            f"{source}{number}": f"{source}>{target}={share}"
            for (source, number), (target, share) in edges.items()
            if source in nodes and target in nodes
        },
    ),
    st.dictionaries(IDS, st.sampled_from(["", "A", "B"])),
    st.dictionaries(
        st.tuples(IDS, st.integers(1, 2)), st.tuples(IDS, st.sampled_from(["1", "2"])), max_size=6
    ),
)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=GRAPHS, second=GRAPHS)
def test_after_a_sync_stands_what_is_said_and_nothing_else(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, first: Graph, second: Graph
) -> None:
    neo4j_store.load(first, terms=Terms(sync=True))
    plan = neo4j_store.plan(second, terms=Terms(sync=True))
    report = neo4j_store.load(second, terms=Terms(sync=True))
    assert table(report) == table(plan)
    after = neo4j_store.plan(second, terms=Terms(sync=True, verify=True)).total
    nodes = only(neo4j_store, "MATCH (n:Entity) RETURN count(n)")
    edges = only(neo4j_store, "MATCH ()-[r]->() RETURN count(r)")
    assert after == Counted(unchanged=nodes + edges)
    assert nodes == sum(frame.height for frame in second.nodes.values())


def test_a_plan_tells_old_and_new_values(neo4j_store: Neo4jStore) -> None:
    neo4j_store.load(town("a=A", "b", e="a>b=1"))
    plan = neo4j_store.plan(town("a=Z", "b", e="a>b=2"))
    assert [
        (change.type, change.action, change.id, change.before, change.after)
        for change in plan.changes
    ] == [
        ("Country", "update", "a", {"name": "A"}, {"name": "Z"}),
        ("OWNS", "update", "e", {"share": 1.0}, {"share": 2.0}),
    ]
    assert plan.unlisted == 0


def test_changes_and_conflicts_are_listed_up_to_a_number(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    graph = graphs.many(2_500)
    plan = neo4j_store.plan(graph)
    assert (len(plan.changes), plan.unlisted) == (2_000, 3_000)
    run(clean_neo4j, "UNWIND range(0, 1499) AS i CREATE (:Entity {id: 'n' + i})")
    plan = neo4j_store.plan(graph)
    assert plan.nodes["Country"] == Counted(created=1_000, conflicts=1_500)
    assert len(plan.conflicts) == 1_000
    assert {conflict.reason for conflict in plan.conflicts} == {"graphkit did not write it"}


def test_a_plan_finds_what_others_wrote_without_any_index(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "CREATE (:Entity {id: 'a'})-[:OWNS {id: 'e'}]->(:Entity {id: 'b'})")
    plan = neo4j_store.plan(town("a", "b", "c", e="a>b", f="a>c"))
    assert plan.nodes["Country"] == Counted(created=1, conflicts=2)
    assert plan.edges["OWNS"] == Counted(created=1, conflicts=1)
    with pytest.raises(Refused, match="--adopt takes over"):
        neo4j_store.load(town("a", "b", "c", e="a>b", f="a>c"))


def test_what_was_edited_by_hand_is_found_and_put_right(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(town("a=A", "b", e="a>b=1"))
    run(clean_neo4j, "MATCH (n {id: 'a'})-[r]->(b) SET n.name = 'X', r.share = 1, b.mood = 'fine'")
    run(clean_neo4j, "MATCH (n {id: 'b'}) REMOVE n:Country")
    graph = town("a=A", "b", e="a>b=1")
    assert neo4j_store.plan(graph).total == Counted(unchanged=3)
    plan = neo4j_store.plan(graph, terms=Terms(verify=True))
    assert plan.total == Counted(updated=3)
    assert {change.reason for change in plan.changes} == {
        'edited by hand: "name"',
        'edited by hand: "Country"',
        'edited by hand: "share"',
    }
    assert neo4j_store.load(graph, terms=Terms(verify=True)).total == plan.total
    told = "MATCH (a)-[r:OWNS]->(b:Country) RETURN a.name, r.share, b.mood"
    (row,) = rows(neo4j_store, told)
    assert (row, type(row[1])) == (("A", 1.0, "fine"), float)
    assert neo4j_store.plan(graph, terms=Terms(verify=True)).total == Counted(unchanged=3)


def test_a_value_that_two_datasets_say_is_put_right_too(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    for name in ("one", "two"):
        neo4j_store.load(town("a=A", name=name))
    run(clean_neo4j, "MATCH (n {id: 'a'}) SET n.name = 'X'")
    neo4j_store.load(town("a=A", name="one"), terms=Terms(verify=True))
    assert only(neo4j_store, "MATCH (n {id: 'a'}) RETURN n.name") == "A"


def test_many_of_others_are_no_matter(neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer) -> None:
    neo4j_store.load(town("a", "b", e="a>b=1"))
    run(clean_neo4j, "UNWIND range(1, 11000) AS i CREATE (:X)-[:OWNS]->(:X)")
    plan = neo4j_store.plan(town("a", "b", e="a>b=2", f="b>a"), terms=Terms(sync=True))
    assert plan.edges["OWNS"] == Counted(created=1, updated=1)


def test_what_is_too_much_for_one_list_comes_in_rows(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.load(graphs.small())
    run(clean_neo4j, "CREATE (:Entity {id: 'x'})-[:OWNS {id: 'y'}]->(:Entity {id: 'z'})")
    whole = neo4j_store.plan(graphs.small(terms=None, left=False))
    monkeypatch.setattr(comparison, "WHOLE", 0)
    assert neo4j_store.plan(graphs.small(terms=None, left=False)) == whole
    assert whole.total == Counted(updated=4, unchanged=29, stale=5)
