from datetime import date

from graphkit.analysis.summary import summary
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph


def test_edges_are_distinct_and_projected_and_claims_are_all(quarrel: Graph) -> None:
    result = summary(quarrel)
    assert result.edges == {"ALLIED_WITH": 1, "HOSTILE_TO": 1, "HOSTS": 1, "MEETS": 1}
    assert result.claims == {"HOSTS": 3, "ALLIED_WITH": 2, "MEETS": 2, "HOSTILE_TO": 1}
    assert result.polarity == {"positive": 7, "negative": 1}
    assert result.modality == {"asserted": 7, "alleged": 1}
    assert result.realization == {"actual": 7, "planned": 1}
    assert result.status == {"normal": 8}


def test_counts_come_largest_first_and_equal_ones_by_name(quarrel: Graph) -> None:
    assert list(summary(quarrel).claims) == ["HOSTS", "ALLIED_WITH", "MEETS", "HOSTILE_TO"]


def test_claims_belong_to_their_innermost_speaker(quarrel: Graph) -> None:
    assert summary(quarrel).speakers == {"police": 3, "press": 3, "paper": 1}


def test_the_span_goes_from_the_earliest_to_the_latest_day_named(quarrel: Graph) -> None:
    result = summary(quarrel)
    assert (result.first_day, result.last_day) == ("2010-01-01", "2020-12-31")
    assert result.dated == 5
    assert result.dated_share == 5 / 8


def test_nodes_without_edges_are_named_and_are_no_component(quarrel: Graph) -> None:
    result = summary(quarrel)
    assert result.without_edges == ("idle", "police", "press")
    assert (result.components, result.largest_component) == (1, 4)


def test_under_a_filter_only_what_it_keeps_is_counted(quarrel: Graph) -> None:
    result = summary(quarrel, Filter(as_of=date(2015, 6, 1)))
    assert result.holds == {"surely": 4, "unknown": 3}
    assert sum(result.claims.values()) == 7
    assert result.polarity == {"positive": 6, "negative": 1}
    assert result.realization == {"actual": 7}
    asked = summary(quarrel, Filter(as_of=date(2015, 6, 1), polarity=("positive",)))
    assert asked.polarity == {"positive": 6}


def test_a_filter_of_node_types_counts_only_these(quarrel: Graph) -> None:
    result = summary(quarrel, Filter(node_types=("State",)))
    assert result.nodes == {"State": 3}
    assert result.without_edges == ()


def test_an_empty_graph_has_a_summary_of_nothing(empty: Graph) -> None:
    result = summary(empty)
    assert result.nodes == result.edges == result.claims == result.speakers == {}
    assert (result.dated_share, result.first_day, result.components) == (None, None, 0)
    assert result.table().notes == ()


def test_speakers_beyond_those_shown_are_counted_in_a_note(quarrel: Graph) -> None:
    table = summary(quarrel).table(speakers=1)
    assert table.notes[-1] == "2 more speakers are not shown."
    shown = [row for row in table.rows if row[0] == "claims by speaker"]
    assert shown == [("claims by speaker", "Police (police)", 3)]
