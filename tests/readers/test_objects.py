import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.graph.dataset import Dataset
from graphkit.readers.objects import dataset
from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Country:
    properties:
      name: {type: string, required: true}
      area: {type: integer}
      founded: {type: date}
      aliases: {type: list<string>}
  Group: {}
edges:
  HOSTS:
    source: [Country]
    target: [Group]
    temporal: state
    properties: {share: {type: float, max: 100}}
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    return schema


def lines(made: Dataset) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in gk.check(made)]


COUNTRIES = [
    {"id": "north", "name": "North", "area": 12, "aliases": ["N;", "Upland"]},
    {"id": "south", "name": "South", "founded": date(1900, 1, 2)},
]
GROUPS = {"id": ["guest"]}


class StreamOnly:
    """A table of which nothing is known but that it streams Arrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "countries",
    [
        COUNTRIES,
        tuple(COUNTRIES),
        pl.DataFrame(COUNTRIES),
        pd.DataFrame(COUNTRIES),
        pd.DataFrame(COUNTRIES).convert_dtypes(),
        pd.DataFrame(COUNTRIES).set_index("id"),
        StreamOnly(pl.DataFrame(COUNTRIES)),
    ],
    ids=["dicts", "tuple", "polars", "pandas", "pandas nullable", "pandas index", "arrow"],
)
def test_every_kind_of_table_gives_the_same_graph(schema: Schema, countries: Any) -> None:
    edges = pd.DataFrame({"source": ["north"], "target": ["guest"], "share": [50]})
    made = dataset(
        schema,
        nodes={"Country": countries, "Group": pl.DataFrame(GROUPS)},
        edges={"HOSTS": edges},
        name="mine",
    )
    assert lines(made) == []
    graph = gk.build(made)
    assert graph.name == "mine"
    assert graph.nodes["Country"].rows() == [
        ("north", "North", 12, None, ["N;", "Upland"]),
        ("south", "South", None, date(1900, 1, 2), None),
    ]
    assert graph.claims["HOSTS"].select("source", "target", "share").rows() == [
        ("north", "guest", 50.0)
    ]


def test_problems_stand_at_table_row_and_column(schema: Schema) -> None:
    nodes = {"Country": pl.DataFrame({"id": ["a", "b"], "name": ["A", None], "area": [1.5, 2.0]})}
    edges = {"HOSTS": [{"from": "a", "target": "g", "share": 101}]}
    made = dataset(schema, nodes=nodes, edges=edges, columns={"from": "source"})
    assert lines(made) == [
        "edges/HOSTS:row 1:target GK403",
        "edges/HOSTS:row 1:share GK414",
        "nodes/Country:row 1:area GK312",
        "nodes/Country:row 2:name GK313",
    ]


def test_a_column_that_is_missing_is_told_by_its_name(schema: Schema) -> None:
    made = dataset(schema, nodes={"Country": [{"id": "a"}], "Group": [{"idd": "g"}]})
    assert lines(made) == ["nodes/Country:name GK313", "nodes/Group:id GK303"]


def test_a_frame_may_hold_several_types_in_a_column(schema: Schema) -> None:
    rows = [{"id": "a", "type": "Country", "name": "A"}, {"id": "g", "type": "Group"}]
    assert lines(dataset(schema, nodes={"all": rows})) == []


def test_documents_carry_texts_that_quotes_are_found_in(schema: Schema) -> None:
    documents = pd.DataFrame(
        {"id": ["d1"], "title": ["A letter"], "published": [1843], "text": ["It was\r\nso."]}
    )
    edge = {"source": "north", "target": "guest", "document": "d1", "quote": "was\nso"}
    made = dataset(
        schema,
        nodes={"Country": COUNTRIES, "Group": [{"id": "guest"}]},
        edges={"HOSTS": [edge, edge | {"quote": "not there"}]},
        documents=documents,
    )
    assert lines(made) == ["edges/HOSTS:row 2:quote GK509"]
    assert made.documents[0].text == "It was\nso."
    assert made.documents[0].fields["published"] == "1843"


def test_documents_at_fault_are_told_at_their_rows(schema: Schema) -> None:
    documents = [{"id": "d", "title": "D", "published": "soon", "colour": "x"}, {"title": "E"}]
    assert lines(dataset(schema, documents=documents)) == [
        "documents:colour GK142",
        "documents:row 1:published GK312",
        "documents:row 2:id GK143",
    ]


def test_an_empty_list_of_rows_is_a_table_without_rows(schema: Schema) -> None:
    made = dataset(schema, nodes={"Country": []}, edges={"HOSTS": pl.DataFrame()})
    assert lines(made) == []


def test_integers_that_pandas_made_floats_are_integers_again(schema: Schema) -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "name": ["A", "B"], "area": [3, None]})
    assert frame["area"].dtype == float
    graph = gk.build(dataset(schema, nodes={"Country": frame}))
    assert graph.nodes["Country"]["area"].to_list() == [3, None]


def test_days_that_pandas_keeps_as_midnights_are_days(schema: Schema) -> None:
    days = pd.to_datetime(pd.Series(["1900-01-02", None]))
    frame = pd.DataFrame({"id": ["a", "b"], "name": ["A", "B"], "founded": days})
    graph = gk.build(dataset(schema, nodes={"Country": frame}))
    assert graph.nodes["Country"]["founded"].to_list() == [date(1900, 1, 2), None]


def test_a_moment_without_an_offset_is_a_problem_and_not_a_guess(schema: Schema) -> None:
    edge = {"source": "north", "target": "guest", "recorded_at": datetime(2020, 1, 1, 12)}
    nodes = {"Country": COUNTRIES, "Group": [{"id": "guest"}]}
    (problem,) = gk.check(dataset(schema, nodes=nodes, edges={"HOSTS": [edge]}))
    assert problem.place == "edges/HOSTS:row 1:recorded_at"
    assert "has no offset" in problem.message
    sound = edge | {"recorded_at": datetime(2020, 1, 1, 12, tzinfo=UTC)}
    assert lines(dataset(schema, nodes=nodes, edges={"HOSTS": [sound]})) == []


def test_an_index_without_a_name_is_not_looked_at_and_one_with_a_name_is_a_column(
    schema: Schema,
) -> None:
    frame = pd.DataFrame({"id": ["a"], "name": ["A"]}, index=[7])
    assert lines(dataset(schema, nodes={"Country": frame})) == []
    frame.index.name = "number"
    assert lines(dataset(schema, nodes={"Country": frame})) == ["nodes/Country:number GK311"]


def test_columns_of_one_name_are_told(schema: Schema) -> None:
    frame = pd.DataFrame([["a", "A", "B"]], columns=["id", "name", "name"])
    assert lines(dataset(schema, nodes={"Country": frame})) == ["nodes/Country:name GK120"]


def cells(values: Any) -> list[str | None]:
    from graphkit.readers.objects import _columns
    from graphkit.readers.typed import Cells

    ((_, read),) = _columns(pd.DataFrame({"x": values}), "t")
    assert isinstance(read, Cells)
    assert read.faults == ()
    return read.text.to_list()


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (pd.array([1, None], dtype="Int64"), ["1", None]),
        (pd.array([1, None], dtype="UInt8"), ["1", None]),
        (pd.array([1.5, None], dtype="Float32"), ["1.5", None]),
        (pd.array([True, None], dtype="boolean"), ["true", None]),
        (pd.array(["x", None], dtype="string"), ["x", None]),
        (pd.Series(["x", None]), ["x", None]),
        (pd.Categorical(["x", None, "x"]), ["x", None, "x"]),
        (pd.Categorical([2, 1]), ["2", "1"]),
        (pd.arrays.SparseArray([1.0, np.nan]), ["1", None]),
        (np.array([0.1], dtype=np.float32), ["0.1"]),
        (pd.to_datetime(["2014-01-01T10:00Z", None]), ["2014-01-01T10:00:00+00:00", None]),
        (pd.to_datetime(["2014-01-01T10:00+01:30"]), ["2014-01-01T08:30:00+00:00"]),
        (
            pd.to_datetime(["2014-01-01T10:00"]).tz_localize("Europe/Paris"),
            ["2014-01-01T10:00:00+01:00"],
        ),
        (np.array(["2014-01-01T10", "NaT"], dtype="datetime64[s]"), ["2014-01-01T10:00:00", None]),
        ([1, "x", None, True, 2.0, 0.5], ["1", "x", None, "true", "2", "0.5"]),
        ([pd.NA, pd.NaT, float("nan"), "x"], [None, None, None, "x"]),
        ([["a", 1, None], (True,), np.array([2])], ['["a", 1, null]', "[true]", "[2]"]),
        ([Decimal("1.50"), 2**70], ["1.50", "1180591620717411303424"]),
        (
            [date(2014, 1, 2), pd.Timestamp("2014-01-01T00:00Z")],
            ["2014-01-02", "2014-01-01T00:00:00+00:00"],
        ),
        ([np.int64(3), np.float64(2.5), np.bool_(True)], ["3", "2.5", "true"]),
        ([np.datetime64("2014-01-02"), None], ["2014-01-02", None]),
    ],
)
def test_values_of_pandas_become_the_text_of_cells(values: Any, text: list[str | None]) -> None:
    assert cells(values) == text


def test_a_member_of_an_enumeration_is_its_text(schema: Schema) -> None:
    class Names(StrEnum):
        NORTH = "North"

    graph = gk.build(dataset(schema, nodes={"Country": [{"id": "a", "name": Names.NORTH}]}))
    assert graph.nodes["Country"]["name"].item() == "North"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"x": 1}, "GK152"),
        (b"x", "GK152"),
        ({"a"}, "GK152"),
        ("\ud800", "GK152"),
        ([["x"]], "GK152"),
        ("a\0", "GK112"),
    ],
)
def test_a_value_that_no_cell_can_hold_costs_its_row(
    schema: Schema, value: object, code: str
) -> None:
    rows = [{"id": "a", "name": value}, {"id": "b", "name": "B"}]
    made = dataset(schema, nodes={"Country": rows})
    assert lines(made) == [f"nodes/Country:row 1:name {code}"]
    assert made.tables[0].frame["id"].to_list() == ["b"]


@pytest.mark.parametrize(
    "values",
    [
        pd.to_timedelta([1]),
        pd.period_range("2014", periods=1, freq="Y"),
        np.array([1j]),
    ],
)
def test_a_pandas_column_that_cells_cannot_hold_is_told(schema: Schema, values: Any) -> None:
    frame = pd.DataFrame({"id": ["a"], "name": ["A"], "what": values})
    assert lines(dataset(schema, nodes={"Country": frame})) == ["nodes/Country:what GK151"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"nodes": {"Country": 5}}, "nodes/Country is given as int, which is no table."),
        ({"nodes": {"Country": "id\na"}}, "nodes/Country is given as str, which is no table."),
        ({"nodes": {"Country": pl.LazyFrame()}}, "Collect it first: frame.collect()."),
        ({"nodes": {"Country": [["a"]]}}, "Row 1 of nodes/Country is list, not a mapping."),
        ({"nodes": [1]}, "nodes are frames by the type of their rows"),
        ({"name": "My data"}, '"My data" is not a name for a dataset.'),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(
    schema: Schema, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        dataset(schema, **arguments)
    assert message in str(raised.value)


def test_a_path_in_place_of_a_schema_is_refused_with_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"gk\.load_schema"):
        dataset("schema.yaml")  # type: ignore[arg-type]


def test_making_a_dataset_of_polars_frames_imports_no_pandas_and_no_networkx() -> None:
    program = (
        "import sys, polars as pl, graphkit as gk\n"
        "s = gk.load_schema('examples/ownership/schema.yaml')\n"
        "gk.check(gk.dataset(s, nodes={'Person': pl.DataFrame({'id': ['a'], 'name': ['A']})}))\n"
        "print([n for n in ('pandas', 'networkx', 'pyarrow') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
