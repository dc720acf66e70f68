import pytest

from graphkit.analysis.table import Table

TABLE = Table("Things", ("name", "count", "share"), (("one", 10, 0.5), ("fourteen", None, 1.0)))


def test_numbers_stand_to_the_right_and_text_to_the_left() -> None:
    assert TABLE.text().splitlines() == [
        "Things",
        "",
        "name      count   share",
        "one          10  0.5000",
        "fourteen         1.0000",
    ]


def test_a_table_without_rows_shows_its_title_and_notes_alone() -> None:
    assert Table("Things", ("name",), (), ("None.", "At all.")).text() == "Things\n\nNone.\nAt all."


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\x1bb", "a\u202eb", "a\u2028b"])
def test_no_cell_breaks_a_line_or_acts_on_a_terminal(text: str) -> None:
    shown = Table(text, ("name",), ((text,),), (text,)).text()
    assert shown == "a b\n\nname\na b\n\na b"


def test_records_are_the_rows_by_column() -> None:
    assert TABLE.records()[1] == {"name": "fourteen", "count": None, "share": 1.0}
