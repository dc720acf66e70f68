"""Constraints and indexes on real servers: what is made, recognized, refused, and left alone."""

from collections.abc import Iterable, Iterator

import pytest
from neo4j import Query
from neo4j.exceptions import Neo4jError

from graphkit.errors import Refused, StoreError
from graphkit.graph.graph import Graph
from graphkit.propertygraph.cypher import name as escaped
from graphkit.propertygraph.ddl import community5, enterprise5
from graphkit.propertygraph.ddl.choice import CYPHER25, ENTERPRISE5
from graphkit.propertygraph.ddl.rules import rules_of
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema
from graphkit.stores import Neo4jStore
from graphkit.stores.bolt import Bolt
from graphkit.stores.neo4j.constraints import Preparation, finish, planned, prepare
from graphkit.stores.neo4j.violations import violations
from tests.neo4j_server import Neo4jServer
from tests.stores import graphs
from tests.stores.asking import run

pytestmark = pytest.mark.neo4j

TEXT = """
schema: firms
version: 1.0.0
nodes:
  Named:
    abstract: true
    properties: {name: {type: string, required: true}}
  Firm:
    extends: Named
    properties:
      register: {type: string, unique: true}
      founded: {type: date}
      opened: {type: datetime}
      shares: {type: list<integer>}
      rate: {type: float}
  Branch: {extends: Firm}
edges:
  OWNS:
    source: [Firm]
    target: [Firm]
    properties: {deed: {type: string}}
    key: [deed]
"""


def schema(text: str = TEXT) -> Schema:
    parsed, problems = parse_schema(text)
    assert problems == []
    return parsed


def firms(name: str = "firms", text: str = TEXT, **registers: str) -> Graph:
    """A graph of firms by their ids, each with its place in a register."""
    graph = Graph(schema(text), name=name)
    for firm, register in registers.items():
        graph.add_node("Firm", id=firm, name=firm.title(), register=register)
    return graph


def names(preparation: Preparation) -> list[str]:
    return [step.name for step in preparation.planned]


def shown(server: Neo4jServer) -> set[str]:
    constraints = run(server, "SHOW CONSTRAINTS YIELD name")
    indexes = run(
        server,
        "SHOW INDEXES YIELD name, type, owningConstraint AS o WHERE type = 'RANGE' AND o IS NULL",
    )
    return {row[0] for row in [*constraints, *indexes]}


def put(server: Neo4jServer, graph: Graph) -> None:
    """Write the firms of a graph as a load does, without all that a load does beside."""
    run(
        server,
        "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) "
        "SET n:Firm:Named, n += row, n._datasets = [$dataset]",
        rows=[row for row in graph.nodes["Firm"].select("id", "name", "register").to_dicts()],
        dataset=graph.name,
    )


def put_in_between(bolt: Bolt, server: Neo4jServer, graph: Graph) -> list[str]:
    """Go through the constraints of a load, and write its firms where the load would."""
    preparation = planned(bolt, graph)
    prepare(bolt, preparation)
    put(server, graph)
    return finish(bolt, preparation)


NEEDED = {
    "graphkit_entity_id",
    "graphkit_claim_id",
    "graphkit_claim_edge_key",
    "graphkit_load_lease",
}
UNIQUE = "graphkit_unique_Firm__register"


@pytest.fixture
def bolt(neo4j_store: Neo4jStore) -> Bolt:
    return neo4j_store._bolt


# --- making and recognizing -----------------------------------------------------------------------


def test_planning_makes_nothing(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    preparation = planned(bolt, firms(acme="A1"))
    assert [step.when for step in preparation.planned] == [*["before"] * 4, "after"]
    assert set(names(preparation)) == {*NEEDED, UNIQUE}
    assert preparation.standing == ()
    assert shown(clean_neo4j) == set()


def test_a_load_makes_what_was_planned_and_the_next_one_nothing(
    neo4j_store: Neo4jStore, bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(firms(acme="A1"))
    assert shown(clean_neo4j) == {*NEEDED, UNIQUE}
    again = planned(bolt, firms(acme="A1"))
    assert again.planned == ()
    assert set(again.standing) == {*NEEDED, UNIQUE}


def test_the_newest_release_is_told_the_same(
    neo4j_2026_store: Neo4jStore, clean_neo4j_2026: Neo4jServer
) -> None:
    neo4j_2026_store.load(firms(acme="A1"))
    assert shown(clean_neo4j_2026) == {*NEEDED, UNIQUE}
    assert planned(neo4j_2026_store._bolt, firms(acme="A1")).planned == ()


def test_rules_that_the_edition_cannot_enforce_are_told_with_the_check(bolt: Bolt) -> None:
    sentences = planned(bolt, firms()).sentences
    told = "Every Named has a name: not enforced by Neo4j Community; checked by graphkit (GK313)."
    assert told in sentences
    assert not any("register" in each and "share" in each for each in sentences)


def test_a_constraint_under_another_name_is_recognized(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "CREATE CONSTRAINT by_hand FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    run(clean_neo4j, "CREATE INDEX keys_by_hand FOR (n:Claim) ON (n.edge_key)")
    preparation = planned(bolt, firms(acme="A1"))
    assert set(names(preparation)) == {"graphkit_claim_id", "graphkit_load_lease", UNIQUE}
    assert set(preparation.standing) == {"by_hand", "keys_by_hand"}
    put_in_between(bolt, clean_neo4j, firms(acme="A1"))
    made = {"graphkit_claim_id", "graphkit_load_lease", UNIQUE}
    assert shown(clean_neo4j) == {"by_hand", "keys_by_hand", *made}


# --- conflicts ------------------------------------------------------------------------------------


def refused(store: Neo4jStore, graph: Graph) -> str:
    """What a load is refused with; a plan says the same."""
    with pytest.raises(Refused) as by_plan:
        planned(store._bolt, graph)
    with pytest.raises(Refused) as by_load:
        store.load(graph)
    assert str(by_plan.value) == str(by_load.value)
    assert "\n" not in str(by_load.value)
    return str(by_load.value)


@pytest.mark.parametrize("label", ["Entity", "Firm"])
def test_a_plain_index_in_the_way_stops_the_load_with_its_name(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer, label: str
) -> None:
    prop = "id" if label == "Entity" else "register"
    run(clean_neo4j, f"CREATE INDEX `quick look` FOR (n:{label}) ON (n.{prop})")
    said = refused(neo4j_store, firms(acme="A1"))
    assert f'an index "quick look", on "{prop}" of nodes of "{label}"' in said
    assert "DROP INDEX `quick look`" in said
    assert run(clean_neo4j, "MATCH (n) RETURN count(n)") == [[0]]


def test_a_name_that_another_thing_has_stops_the_load(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "CREATE INDEX graphkit_entity_id FOR (n:Other) ON (n.x)")
    said = refused(neo4j_store, firms())
    assert "graphkit needs that name" in said
    assert "DROP INDEX `graphkit_entity_id`" in said


def test_nodes_that_share_an_id_are_named(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    made = "UNWIND [1, 2] AS x CREATE (n:Entity {id: 'twice'}) RETURN elementId(n)"
    elements = [row[0] for row in run(clean_neo4j, made)]
    said = refused(neo4j_store, firms())
    assert '2 nodes of Entity have the id "twice"' in said
    assert all(element in said for element in elements)


def test_nodes_made_between_plan_and_load_are_named_too(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    preparation = planned(bolt, firms())
    run(clean_neo4j, "UNWIND [1, 2] AS x CREATE (:Claim {id: 'c'})")
    with pytest.raises(Refused, match='2 nodes of Claim have the id "c"'):
        prepare(bolt, preparation)


# --- leaving alone --------------------------------------------------------------------------------


def test_a_label_that_others_use_stays_free(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    run(clean_neo4j, "CREATE (:Firm {register: 'A1'}), (:Firm {register: 'A1'})")
    preparation = planned(bolt, firms(acme="A1"))
    assert set(names(preparation)) == NEEDED
    assert any(
        each.startswith("No two nodes of Firm share a register: graphkit did not write all nodes")
        for each in preparation.sentences
    )
    put_in_between(bolt, clean_neo4j, firms(acme="A1"))
    run(clean_neo4j, "CREATE (:Firm {register: 'A1'})")  # still free


def test_constraints_of_others_are_never_dropped(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    run(clean_neo4j, "CREATE CONSTRAINT names FOR (n:Firm) REQUIRE n.name IS UNIQUE")
    run(
        clean_neo4j,
        "CREATE CONSTRAINT graphkit_unique_Ship__name FOR (n:Ship) REQUIRE n.name IS UNIQUE",
    )
    put_in_between(bolt, clean_neo4j, firms(acme="A1"))
    assert {"names", "graphkit_unique_Ship__name"} <= shown(clean_neo4j)


# --- data that changes ----------------------------------------------------------------------------


def register_of(server: Neo4jServer) -> dict[str, str]:
    return dict(run(server, "MATCH (n:Firm) RETURN n.id, n.register"))


def test_unique_values_may_change_places(
    neo4j_store: Neo4jStore, bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    neo4j_store.load(firms(acme="A1", bolt="B2"))
    swapped = firms(acme="B2", bolt="A1")
    lifted, made = planned(bolt, swapped).planned
    assert lifted.statement == f"DROP CONSTRAINT `{UNIQUE}` IF EXISTS"
    assert (made.name, made.when) == (UNIQUE, "after")
    report = neo4j_store.load(swapped)
    assert register_of(clean_neo4j) == {"acme": "B2", "bolt": "A1"}
    assert UNIQUE in shown(clean_neo4j)
    assert report.notes == ()


def test_a_node_with_a_new_id_takes_its_unique_value_along(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    assert put_in_between(bolt, clean_neo4j, firms(acme="A1")) == []
    [note] = put_in_between(bolt, clean_neo4j, firms(acme_ltd="A1"))
    assert register_of(clean_neo4j) == {"acme": "A1", "acme_ltd": "A1"}
    assert UNIQUE not in shown(clean_neo4j)
    assert note.startswith(f'{UNIQUE} was not made: 2 nodes of Firm have the register "A1"')
    run(clean_neo4j, "MATCH (n {id: 'acme'}) DETACH DELETE n")
    assert put_in_between(bolt, clean_neo4j, firms(acme_ltd="A1")) == []
    assert UNIQUE in shown(clean_neo4j)


def test_a_constraint_of_others_that_a_move_would_break_refuses_the_load(
    neo4j_store: Neo4jStore, clean_neo4j: Neo4jServer
) -> None:
    run(clean_neo4j, "CREATE CONSTRAINT theirs FOR (n:Firm) REQUIRE n.register IS UNIQUE")
    put(clean_neo4j, firms(acme="A1"))
    said = refused(neo4j_store, firms(acme="B2", bolt="A1"))
    assert 'The node "acme"' in said
    assert '"theirs"' in said


def test_a_rule_that_is_taken_back_takes_its_constraint_along(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    put_in_between(bolt, clean_neo4j, firms(acme="A1"))
    free = TEXT.replace(", unique: true", "")
    put_in_between(bolt, clean_neo4j, firms(text=free, acme="A1", bolt="A1"))
    assert shown(clean_neo4j) == NEEDED


def test_what_people_made_for_ids_of_edges_stays(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    [made] = community5.edge_ids(schema())
    run(clean_neo4j, made.statement)
    put_in_between(bolt, clean_neo4j, firms(acme="A1"))
    assert made.name in shown(clean_neo4j)


# --- several datasets -----------------------------------------------------------------------------


def test_what_another_dataset_does_not_keep_is_not_demanded(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    free = TEXT.replace(", unique: true", "")
    with clean_neo4j.driver() as driver:
        driver.execute_query(
            "CREATE (:GraphkitLoad {dataset: 'others', schema_text: $text})", text=free
        )
    beside = planned(bolt, firms(acme="A1"))
    assert set(names(beside)) == NEEDED
    assert (
        "No two nodes of Firm share a register: not kept by another dataset here; "
        "checked by graphkit (GK317)."
    ) in beside.sentences
    assert UNIQUE in names(planned(bolt, firms("others", acme="A1")))  # its own earlier schema


# --- other editions -------------------------------------------------------------------------------


def enterprise_only(graph_schema: Schema) -> Iterator[str]:
    made = [*ENTERPRISE5.constraints(rules_of(graph_schema)), *enterprise5.edge_ids(graph_schema)]
    for each in made:
        if not each.statement.endswith("IS UNIQUE") and "INDEX" not in each.statement:
            yield each.statement


def failures(server: Neo4jServer, statements: Iterable[str]) -> list[str]:
    """How a server refuses each of the statements."""
    said = []
    with server.driver() as driver, driver.session(database=server.database) as session:
        for statement in statements:
            with pytest.raises(Neo4jError) as raised:
                session.run(Query(statement)).consume()
            said.append(f"{raised.value.code} {raised.value.message}")
    return said


@pytest.mark.parametrize("release", ["clean_neo4j", "clean_neo4j_2026"])
def test_community_refuses_enterprise_statements_for_its_edition_not_for_their_grammar(
    release: str, request: pytest.FixtureRequest
) -> None:
    server: Neo4jServer = request.getfixturevalue(release)
    statements = [*enterprise_only(schema()), *enterprise_only(graphs.schema())]
    assert {end for end in ("NOT NULL", "NODE KEY", "RELATIONSHIP KEY", ":: DATE")} == {
        end
        for end in ("NOT NULL", "NODE KEY", "RELATIONSHIP KEY", ":: DATE")
        if any(statement.endswith(end) for statement in statements)
    }
    refused_for = failures(server, statements)
    assert [each for each in refused_for if "requires Neo4j Enterprise Edition" not in each] == []
    broken = failures(server, [each.replace("REQUIRE", "REQUIRES") for each in statements])
    assert [each for each in broken if "SyntaxError" not in each] == []


@pytest.mark.parametrize("text", [TEXT, graphs.SCHEMA_TEXT])
def test_community_refuses_a_graph_type_for_its_edition_not_for_its_grammar(
    clean_neo4j_2026: Neo4jServer, text: str
) -> None:
    graph_type, _ = CYPHER25.constraints(rules_of(schema(text)))
    sound = graph_type.statement
    broken = sound.replace("=>", "=")
    # The server also looks into what a graph type says before it refuses it.
    both = sound.replace("{\n", "{\n  (:`Entity` => :`Named`),\n", 1)
    by_edition, by_grammar, by_sense = failures(clean_neo4j_2026, [sound, broken, both])
    assert "'ALTER CURRENT GRAPH TYPE SET' is not supported in community edition" in by_edition
    assert "SyntaxError" in by_grammar
    assert "both identifying and implied" in by_sense


def test_what_a_load_writes_keeps_every_rule_that_any_edition_enforces(
    neo4j_store: Neo4jStore, bolt: Bolt
) -> None:
    neo4j_store.load(graphs.small())
    rules = rules_of(graphs.schema())
    for target in (ENTERPRISE5, CYPHER25):
        for made in target.constraints(rules):
            for rule in made.enforces:
                assert violations(bolt, rule) == [], rule.says


def test_elements_that_break_a_rule_are_found(bolt: Bolt, clean_neo4j: Neo4jServer) -> None:
    run(
        clean_neo4j,
        "CREATE (:Firm {id: 'x', founded: 'in May', register: 'A'})-[:OWNS]->(:Other {id: 'y'}), "
        "(:Firm {id: 'z', register: 'A'}), (:Named {id: 'n'})",
    )
    found = {
        rule.says: violations(bolt, rule) for rule in rules_of(schema()) if violations(bolt, rule)
    }
    assert set(found) == {
        "Every Firm is a Named and an Entity, too",
        "Every Named has a name",
        "Every Named is an Entity, too",
        "No two nodes of Firm share a register",
        "founded of Firm is a date",
        "OWNS goes from Firm to Firm",
        "Every OWNS has a deed",
    }
    assert found["founded of Firm is a date"] == ['the node "x" does not keep it']


# --- rights ---------------------------------------------------------------------------------------


def test_a_server_that_makes_no_constraints_is_told_in_one_line(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    preparation = planned(bolt, firms())
    run(clean_neo4j, "CREATE INDEX in_between FOR (n:Entity) ON (n.id)")
    with pytest.raises(StoreError, match="cannot make graphkit_entity_id") as raised:
        prepare(bolt, preparation)
    assert "\n" not in str(raised.value)
    assert "docs/neo4j.md" in str(raised.value)


def test_what_cannot_be_made_after_a_load_is_told_and_stops_nothing(
    bolt: Bolt, clean_neo4j: Neo4jServer
) -> None:
    preparation = planned(bolt, firms(acme="A1"))
    prepare(bolt, preparation)
    run(clean_neo4j, f"CREATE INDEX in_between FOR (n:{escaped('Firm')}) ON (n.register)")
    [told] = finish(bolt, preparation)
    assert told.startswith(f"{UNIQUE} was not made: ")
