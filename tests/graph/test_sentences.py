import polars as pl
import pytest

from graphkit.graph.graph import Graph
from graphkit.graph.sentences import with_sentences
from graphkit.schema.load import parse_schema

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Actor:
    properties:
      name: {type: string}
edges:
  ALLIED_WITH: {symmetric: true, between: [Actor]}
  HOSTS: {source: [Actor], target: [Actor], display: {label: gives a home to}}
"""


@pytest.fixture
def graph() -> Graph:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    graph = Graph(schema)
    for node in ("north", "guest", "police"):
        graph.add_node("Actor", id=node, name=node.title())
    graph.add_node("Actor", id="nameless")
    return graph


def sentence(graph: Graph, **columns: object) -> str:
    graph.add_edge("HOSTS", "north", "guest", **columns)  # type: ignore[arg-type]
    text = with_sentences(graph, graph.claim_table())["sentence"].item()
    assert isinstance(text, str)
    return text


def said_by(graph: Graph, *chain: str) -> str:
    graph.add_edge("HOSTS", "north", "guest", claimed_by=list(chain) or None)
    text = with_sentences(graph, graph.claim_table())["according_to"].item()
    assert isinstance(text, str)
    return text


def test_a_plain_claim_reads_as_its_edge_types_phrase(graph: Graph) -> None:
    assert sentence(graph) == "North gives a home to Guest"


def test_without_a_label_the_edge_types_name_is_the_phrase(graph: Graph) -> None:
    graph.add_edge("ALLIED_WITH", "north", "nameless")
    (text,) = with_sentences(graph, graph.claim_table())["sentence"]
    assert text == "North allied with nameless"


@pytest.mark.parametrize(
    ("columns", "mark"),
    [
        ({"polarity": "negative"}, "Not so: "),
        ({"modality": "alleged"}, "Alleged: "),
        ({"modality": "reputed"}, "Reputed: "),
        ({"modality": "presupposed"}, "Presupposed: "),
        ({"realization": "attempted"}, "Attempted: "),
        ({"realization": "planned"}, "Planned: "),
        ({"realization": "promised"}, "Promised: "),
        ({"realization": "hoped"}, "Hoped for: "),
        ({"realization": "promised", "polarity": "negative"}, "Promised, not so: "),
        (
            {"modality": "alleged", "realization": "planned", "polarity": "negative"},
            "Alleged, planned, not so: ",
        ),
    ],
)
def test_what_is_not_plainly_so_is_marked(graph: Graph, columns: dict[str, str], mark: str) -> None:
    assert sentence(graph, **columns) == f"{mark}North gives a home to Guest"


def test_speakers_are_named_outermost_first(graph: Graph) -> None:
    assert said_by(graph, "north", "police") == "North, quoting Police"


def test_one_speaker_is_named_alone(graph: Graph) -> None:
    assert said_by(graph, "police") == "Police"


def test_where_nobody_is_known_to_say_it_nobody_is_named(graph: Graph) -> None:
    assert said_by(graph) == ""


def test_rows_stay_in_their_order_and_keep_their_columns(graph: Graph) -> None:
    for source in ("police", "guest", "north"):
        graph.add_edge("ALLIED_WITH", source, "nameless", id=source)
    claims = graph.claim_table().sort("id", descending=True)
    shown = with_sentences(graph, claims)
    assert shown.select(claims.columns).equals(claims)
    assert shown.columns == [*claims.columns, "sentence", "according_to"]
    assert shown["sentence"].to_list() == [
        "Police allied with nameless",
        "North allied with nameless",
        "Guest allied with nameless",
    ]


def test_no_claims_give_no_sentences(graph: Graph) -> None:
    shown = with_sentences(graph, graph.claim_table())
    assert shown.height == 0
    assert shown.schema["sentence"] == pl.String
