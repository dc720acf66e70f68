import polars as pl

from graphkit.analysis.numbered import numbered


def test_nodes_are_numbered_in_the_order_of_their_ids() -> None:
    graph = numbered(pl.DataFrame({"a": ["n10", "n2"], "b": ["n9", "n10"], "weight": [3, 1]}))
    assert graph.ids.to_list() == ["n10", "n2", "n9"]
    assert (graph.first.tolist(), graph.second.tolist()) == ([0, 1], [2, 0])
    assert graph.matrix().toarray().tolist() == [[0, 0, 3], [1, 0, 0], [0, 0, 0]]


def test_values_of_nodes_stand_beside_their_ids() -> None:
    graph = numbered(pl.DataFrame({"a": ["x"], "b": ["w"], "weight": [1]}))
    assert graph.frame(value=graph.weight.repeat(2)).rows() == [("w", 1.0), ("x", 1.0)]


def test_no_edges_make_no_nodes() -> None:
    none = numbered(pl.DataFrame(schema={"a": pl.String, "b": pl.String, "weight": pl.UInt32}))
    assert none.ids.to_list() == []
    assert none.matrix().shape == (0, 0)
