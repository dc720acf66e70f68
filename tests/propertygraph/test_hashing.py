"""Hashes of rows: those that the rules give, and the same for ever."""

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.propertygraph import hashing
from graphkit.propertygraph.hashing import hash_of, row_hashes
from graphkit.propertygraph.marks import content_hashes

SALT = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1

DTYPES: Mapping[str, tuple[pl.DataType, st.SearchStrategy[Any]]] = {
    "string": (
        pl.String(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
        | st.integers(0, 1500).map("é".__mul__),
    ),
    "integer": (pl.Int64(), st.integers(-(2**63), 2**63 - 1)),
    "float": (pl.Float64(), st.floats()),
    "boolean": (pl.Boolean(), st.booleans()),
    "date": (pl.Date(), st.dates()),
    "datetime": (pl.Datetime("us", "UTC"), st.datetimes(timezones=st.just(UTC))),
}


def scramble(word: int) -> int:
    """The last step of SplitMix64, as its authors print it."""
    word &= MASK
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    word = (word ^ (word >> 27)) * 0x94D049BB133111EB & MASK
    return word ^ (word >> 31)


def value(given: object) -> int:
    """The hash of one value by the rules, in Python's own numbers."""
    match given:
        case str():
            encoded = given.encode()
            padded = encoded + bytes(-len(encoded) % 8)
            words = [word for (word,) in struct.iter_unpack("<Q", padded)]
            return scramble(
                len(encoded) + sum(scramble(w + j * SALT) for j, w in enumerate(words, 1))
            )
        case list():
            items = [0 if item is None else value(item) for item in given]
            return scramble(
                len(items) + sum(scramble(w + j * SALT) for j, w in enumerate(items, 1))
            )
        case float():
            plain = float("nan") if given != given else given + 0.0
            return scramble(struct.unpack("<Q", struct.pack("<d", plain))[0])
        case datetime():
            since = given - datetime(1970, 1, 1, tzinfo=UTC)
            micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
            return scramble(micros)
        case date():
            return scramble((given - date(1970, 1, 1)).days)
        case int():
            return scramble(given)
        case _:
            raise TypeError(given)


def row(kind: str, values: Mapping[str, tuple[str, object]]) -> int:
    there = [
        scramble(value(each) + value(f"{name}:{word}"))
        for name, (word, each) in values.items()
        if each is not None
    ]
    return scramble(value(kind) + sum(there))


@st.composite
def columns(draw: st.DrawFn) -> tuple[dict[str, str], pl.DataFrame]:
    """A frame of any columns, and the schema's word for what each holds."""
    height = draw(st.integers(0, 12))
    words = {}
    series = []
    for number in range(draw(st.integers(0, 4))):
        word = draw(st.sampled_from(sorted(DTYPES)))
        dtype, strategy = DTYPES[word]
        if draw(st.booleans()):
            word, dtype = f"list<{word}>", pl.List(dtype)
            strategy = st.lists(st.none() | strategy, max_size=4)
        name = f"p{number}"
        words[name] = word
        values = draw(st.lists(st.none() | strategy, min_size=height, max_size=height))
        series.append(pl.Series(name, values, dtype=dtype))
    return words, pl.DataFrame(series)


@pytest.fixture(scope="module", params=[0, hashing._FEW], autouse=True)
def few(request: pytest.FixtureRequest) -> Iterator[None]:
    """Texts hashed all together, whatever they are, and few of them one by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_FEW", request.param)
        yield


@given(columns(), st.text(max_size=5))
def test_each_row_has_the_hash_that_the_rules_give(
    drawn: tuple[dict[str, str], pl.DataFrame], kind: str
) -> None:
    words, frame = drawn
    expected = [
        row(kind, {name: (words[name], each[name]) for name in words})
        for each in frame.iter_rows(named=True)
    ]
    assert row_hashes(frame, list(words), kind).tolist() == expected


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 15, 16, 17, 1_000, 8_000, 8_001, 800_001])
def test_a_text_of_any_length_has_one_hash_beside_whatever_others(size: int) -> None:
    text = "x" * size
    alone = row_hashes(pl.DataFrame({"a": [text]}), ["a"], "k")[0]
    between = pl.DataFrame({"a": ["y", None, text, "日本" * 9, *("z" * 900 for _ in range(200))]})
    assert row_hashes(between, ["a"], "k")[2] == alone == row("k", {"a": ("string", text)})
    assert hash_of(text) == value(text)


def test_few_long_texts_have_the_hashes_that_the_rules_give() -> None:
    texts = [f"{number}-" * 50 for number in range(40)]  # sums of their words overflow, as any
    for text in texts:
        found = row_hashes(pl.DataFrame({"a": [text, "b"]}), ["a"], "k")
        assert found[0] == row("k", {"a": ("string", text)})


def test_many_rows_have_the_hashes_of_each_alone() -> None:
    frame = pl.DataFrame({"i": range(120_001)}).with_columns(
        a=pl.format("n{}", "i"), b=pl.when(pl.col("i") % 3 > 0).then(pl.col("i") / 7)
    )
    whole = row_hashes(frame, ["i", "a", "b"], "k")
    assert len(set(whole.tolist())) == frame.height
    for place in (0, 99_999, 100_000, 100_001, 120_000):
        assert row_hashes(frame.slice(place, 1), ["b", "i", "a"], "k")[0] == whole[place]


def test_what_differs_in_a_name_a_type_or_a_place_differs() -> None:
    frames = [
        pl.DataFrame({"a": ["1"]}),
        pl.DataFrame({"b": ["1"]}),
        pl.DataFrame({"a": [1]}),
        pl.DataFrame({"a": [1.0]}),
        pl.DataFrame({"a": [True]}),
        pl.DataFrame({"a": [["1"]]}),
        pl.DataFrame({"a": [["1", "2"]]}),
        pl.DataFrame({"a": [["2", "1"]]}),
        pl.DataFrame({"a": [["12", ""]]}),
        pl.DataFrame({"a": [["1", None, "2"]]}),
        pl.DataFrame({"a": ["1\0"]}),
        pl.DataFrame({"a": [""]}),
        pl.DataFrame({"a": [None]}, schema={"a": pl.String}),
        pl.DataFrame({"a": [[]]}, schema={"a": pl.List(pl.String)}),
        pl.DataFrame({"a": ["1"], "b": ["1"]}),
    ]
    hashes = [content_hashes(frame, frame.columns, "k").item() for frame in frames]
    assert len(set(hashes)) == len(frames)
    assert content_hashes(frames[0], ["a"], "l").item() not in hashes


def test_a_property_that_no_row_has_changes_nothing() -> None:
    frame = pl.DataFrame({"a": ["1", "2"]})
    wider = frame.with_columns(b=pl.lit(None, dtype=pl.Int64), c=pl.lit(None, dtype=pl.Date))
    hashes = content_hashes(frame, ["a"], "k")
    assert content_hashes(wider, ["c", "b", "a"], "k").equals(hashes)


def test_hashes_are_those_that_stores_hold_already() -> None:
    frame = pl.DataFrame(
        {
            "id": ["e1"],
            "text": ["Zoë said: “no”, and left the room."],
            "number": [-(2**63)],
            "share": [0.1],
            "seen": [datetime(2014, 5, 1, 10, 30, 0, 123456, tzinfo=UTC)],
            "day": [date(1, 1, 1)],
            "tags": [["a", "b"]],
            "flag": [True],
        }
    )
    assert content_hashes(frame, frame.columns, "HOSTS").to_list() == ["5960fccbb476408e"]
