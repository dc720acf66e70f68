"""Parts of what a store holds: the small graph is loaded once, and nobody changes it."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.schema.names import CLAIM_LINKS
from graphkit.stores import EmbeddedStore
from tests.stores import graphs
from tests.stores.asking import AnyStore

ROOT = Path(__file__).parents[2]


def shows_the_same(found: Graph, expected: Graph, chosen: gk.Filter) -> None:
    """The edges are the same, but that claims which were not read are not named."""
    named = (*CLAIM_LINKS, "contests_reason")
    shown, whole = (graph.edges(chosen).drop(named).sort("id") for graph in (found, expected))
    assert_frame_equal(shown, whole)


@pytest.mark.parametrize(
    "chosen",
    [
        gk.Filter(edge_types=("HOSTS",)),
        gk.Filter(node_types=("Organization",)),
        gk.Filter(node_types=("Country", "Party"), edge_types=("HOSTS", "ALLIED_WITH")),
        gk.Filter(edge_types=("OWNS",), according_to="iraq"),
        gk.Filter(node_types=("Party",), reported_by="digest"),
    ],
    ids=str,
)
def test_a_part_shows_what_the_whole_shows(loaded: AnyStore, chosen: gk.Filter) -> None:
    expected = graphs.small()
    found = gk.read_store(loaded, filter=chosen)
    assert found.claim_table().height < expected.claim_table().height
    shows_the_same(found, expected, chosen)
    assert set(found.node_table(chosen)["id"]) >= set(expected.node_table(chosen)["id"])


def test_a_part_of_the_case_shows_what_the_whole_shows(embedded_store: EmbeddedStore) -> None:
    expected = gk.build(gk.read(ROOT / "data"))
    embedded_store.load(expected)
    for name in ("HOSTS", "ACCUSES", "ALLIED_WITH", "FOUGHT"):
        chosen = gk.Filter(edge_types=(name,), polarity=("positive", "negative"))
        found = gk.read_store(embedded_store, filter=chosen)
        shows_the_same(found, expected, chosen)
    chosen = gk.Filter(node_types=("Country",))
    found = gk.read_store(embedded_store, filter=chosen)
    shows_the_same(found, expected, chosen)
    assert found.claim_table().height < expected.claim_table().height


def test_a_limit_takes_whole_claims_and_says_so(loaded: AnyStore) -> None:
    told: list[str] = []
    found = gk.read_store(loaded, limit=2, say=told.append)
    assert sorted(found.claim_table()["id"]) == ["c1", "c2"]
    assert told == [
        "Read 2 of 7 claims, each with its ends: what contests or closes one may be missing."
    ]
    # ends, speakers and the document, and no others
    assert set(found.node_table()["id"]) == {"albania", "iraq", "mek", "digest"}
    assert gk.read_store(loaded, limit=99, say=told.append).claim_table().height == 7
    assert len(told) == 1
    assert gk.read_store(loaded, limit=0, say=told.append).claim_table().is_empty()
    inline = gk.Filter(edge_types=("OWNS",))
    assert gk.read_store(loaded, filter=inline, limit=1).claim_table()["id"].to_list() == ["c7"]


def test_a_part_that_makes_no_sense_is_told(loaded_embedded: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match='"HOST" is no edge type'):
        gk.read_store(loaded_embedded, filter=gk.Filter(edge_types=("HOST",)))
    with pytest.raises(UsageError, match="-1 is no number of claims"):
        gk.read_store(loaded_embedded, limit=-1)
