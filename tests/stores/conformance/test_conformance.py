"""The same answers everywhere: each question to the embedded store and to both releases of Neo4j.

What is right is what Neo4j 5.26 answers in the same run. A question that another engine does not
answer so says why beside its query, and is expected to fail loudly on the embedded store: it is
refused, or the engine's own error is shown. `docs/stores.md` lists these reasons.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import QueryError, Refused, StoreError
from graphkit.graph.graph import Graph
from graphkit.readers.folder import read
from graphkit.stores import EmbeddedStore, Neo4jStore
from graphkit.validation.check import build
from tests.neo4j_server import Neo4jServer
from tests.stores.asking import AnyStore
from tests.stores.conformance.answers import answer, in_columns, in_order
from tests.stores.conformance.queries import ENGINES, Question, questions
from tests.stores.conformance.roads import roads
from tests.stores.conftest import connected

ROOT = Path(__file__).parents[3]
GRAPHS = {"roads": questions("roads"), "case": questions("case")}
EVERY = [(graph, question) for graph, asked in GRAPHS.items() for question in asked]
PAGE = (ROOT / "docs/stores.md").read_text(encoding="utf-8")


def params(engine: str) -> list[object]:
    """Each question, to fail loudly where the engine is known not to answer it."""
    loud = (Refused, QueryError) if engine == "embedded" else (AssertionError, QueryError)
    return [
        pytest.param(
            graph,
            question,
            id=question.id,
            marks=[
                pytest.mark.xfail(
                    reason=f"{engine}: {question.differs[engine]}", raises=loud, strict=True
                )
            ]
            if engine in question.differs
            else [],
        )
        for graph, question in EVERY
    ]


def graph_of(name: str) -> Graph:
    return roads() if name == "roads" else build(read(ROOT / "data"))


class Loaded:
    """The graphs in one engine, one after the other where it holds one at a time."""

    def __init__(self, server: Neo4jServer) -> None:
        self._server = server
        self._held: tuple[str, Neo4jStore] | None = None

    def store(self, graph: str) -> Neo4jStore:
        if self._held is None or self._held[0] != graph:
            self.close()
            self._server.clear()
            store = connected(self._server)
            self._held = (graph, store)
            store.load(graph_of(graph))
        return self._held[1]

    def close(self) -> None:
        if self._held is not None:
            self._held[1].close()


@pytest.fixture(scope="module")
def reference(neo4j_server: Neo4jServer) -> Iterator[Loaded]:
    """Neo4j 5.26, which says what is right."""
    loaded = Loaded(neo4j_server)
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def newest(neo4j_2026: Neo4jServer) -> Iterator[Loaded]:
    loaded = Loaded(neo4j_2026)
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EmbeddedStore]]:
    stores = {graph: EmbeddedStore(tmp_path_factory.mktemp(graph)) for graph in GRAPHS}
    for graph, store in stores.items():
        store.load(graph_of(graph))
    yield stores
    for store in stores.values():
        store.close()


def same(store: AnyStore, reference: AnyStore, question: Question) -> None:
    assert answer(store, question) == answer(reference, question)


@pytest.mark.parametrize(("graph", "question"), params("embedded"))
def test_the_embedded_store_answers_as_neo4j_does(
    graph: str, question: Question, embedded: dict[str, EmbeddedStore], reference: Loaded
) -> None:
    same(embedded[graph], reference.store(graph), question)


@pytest.mark.parametrize(("graph", "question"), params("neo4j_2026"))
def test_the_newest_neo4j_answers_as_5_26_does(
    graph: str, question: Question, newest: Loaded, reference: Loaded
) -> None:
    same(newest.store(graph), reference.store(graph), question)


@pytest.mark.parametrize(
    ("graph", "question"),
    [pytest.param(graph, q, id=q.id) for graph, q in EVERY if q.golden is not None],
)
def test_the_reference_answers_what_is_written_down(
    graph: str, question: Question, reference: Loaded
) -> None:
    assert question.golden is not None
    _, rows = answer(reference.store(graph), question)
    assert rows == in_order(question.golden, question)


def test_each_reason_to_refuse_still_holds(
    embedded: dict[str, EmbeddedStore], reference: Loaded
) -> None:
    given = {question.differs.get("embedded") for _, question in EVERY} - {None}
    holding = set()
    for graph, question in EVERY:
        if (reason := question.differs.get("embedded")) is None:
            continue
        right = answer(reference.store(graph), question)
        try:
            # Past the rules, to the engine itself.
            rows = embedded[graph].bolt.read(question.cypher, question.parameters)
            found = in_columns(rows.columns, rows.rows, question)
        except (QueryError, StoreError):
            holding.add(reason)
        else:
            holding |= {reason} if found != right else set()
    # Where this fails, the engine has been mended, and the rule can go.
    assert given - holding == set()


def test_the_suite_is_large() -> None:
    assert len(EVERY) >= 120
    assert len({question.cypher for _, question in EVERY}) == len(EVERY)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_docs_list_every_difference(engine: str) -> None:
    known: dict[str, list[str]] = {}
    for _, question in EVERY:
        if engine in question.differs:
            known.setdefault(question.differs[engine], []).append(question.name)
    listed = re.search(rf"<!-- differences: {engine} -->\n(.*?)\n<!-- end -->", PAGE, re.DOTALL)
    assert listed is not None
    lines = [f"| {reason} | {'; '.join(names)} |" for reason, names in sorted(known.items())]
    head = ["| difference | questions of the suite |", "|---|---|"]
    assert listed[1].splitlines() == [*head, *lines] if lines else ["None is known."]
