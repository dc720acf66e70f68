"""Truth tables of holds, overlaps and knowledge, and what must be true of any bounds."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.time import holds, known_on, overlap_unknown, surely_overlap
from graphkit.schema import edtf

DAY = st.dates(date(2012, 1, 1), date(2017, 12, 31))
DATE = st.builds(lambda day, length: day.isoformat()[:length], DAY, st.sampled_from([4, 7, 10]))
SIDE = DATE | st.sampled_from(["..", ""])
TIME = (
    DATE
    | st.sampled_from(["201X", "2014-XX", "2014-06-XX", "2014-XX-XX", "2014-24"])
    | st.builds("{}/{}".format, SIDE, SIDE).filter(
        lambda text: edtf.bounds(pl.Series([text]))["fault"][0] is None
    )
)
TEMPORAL = st.sampled_from(["state", "event", "none"])


def claims(
    temporal: list[str],
    times: list[str | None],
    closed_by: list[str | None] | None = None,
    closed_on: list[date | None] | None = None,
) -> pl.DataFrame:
    frame = edtf.bounds(pl.Series(times, dtype=pl.String))
    assert frame["fault"].null_count() == len(times)
    none = [None] * len(times)
    return frame.with_columns(
        pl.Series("temporal", temporal, pl.String),
        pl.Series("closed_by", closed_by or none, pl.String),
        pl.Series("closed_on", closed_on or none, pl.Date),
    )


def answers(temporal: str, time: str | None, days: list[str]) -> list[str]:
    frame = claims([temporal], [time])
    return [frame.select(holds(date.fromisoformat(day))).item() for day in days]


STATES = [
    # one date: it holds throughout
    ("2014", "2013-12-31 no|2014-01-01 surely|2014-12-31 surely|2015-01-01 no"),
    ("2014~", "2013-12-31 no|2014-01-01 surely|2014-12-31 surely|2015-01-01 no"),
    ("2014-06-05", "2014-06-04 no|2014-06-05 surely|2014-06-06 no"),
    # unspecified digits: one year, month or day, and not known which
    ("201X", "2009-12-31 no|2010-01-01 possibly|2014-06-05 possibly|2019-12-31 possibly"),
    ("2014-06-XX", "2014-06-01 possibly|2014-06-15 possibly|2014-06-30 possibly|2014-07-01 no"),
    # an interval, each side somewhere within its date
    ("2014/2016", "2013-12-31 no|2014-01-01 possibly|2014-12-30 possibly|2014-12-31 surely"),
    ("2014/2016", "2016-01-01 surely|2016-01-02 possibly|2016-12-31 possibly|2017-01-01 no"),
    ("2014/2014", "2013-12-31 no|2014-01-01 possibly|2014-12-31 possibly|2015-01-01 no"),
    ("2014-06-05/2014", "2014-06-04 no|2014-06-05 surely|2014-06-06 possibly"),
    # open sides have no limit
    ("2014/..", "2013-12-31 no|2014-01-01 possibly|2014-12-31 surely|9999-12-31 surely"),
    ("../2014", "0001-01-01 surely|2014-01-01 surely|2014-12-31 possibly|2015-01-01 no"),
    ("../..", "0001-01-01 surely|2014-01-01 surely|9999-12-31 surely"),
    # about unknown sides nothing is sure
    ("2014-06-05/", "2014-06-04 no|2014-06-05 possibly|9999-12-31 possibly"),
    ("/2014-06-05", "0001-01-01 possibly|2014-06-05 possibly|2014-06-06 no"),
    ("../", "0001-01-01 possibly|9999-12-31 possibly"),
    ("/..", "0001-01-01 possibly|9999-12-31 possibly"),
    (None, "0001-01-01 unknown|2014-01-01 unknown"),
]
EVENTS = [
    ("2014-06-05", "2014-06-04 no|2014-06-05 surely|9999-12-31 surely"),
    ("2014", "2013-12-31 no|2014-01-01 possibly|2014-12-30 possibly|2014-12-31 surely"),
    ("201X", "2009-12-31 no|2010-01-01 possibly|2019-12-30 possibly|2019-12-31 surely"),
    ("2014/2016", "2013-12-31 no|2014-01-01 possibly|2016-12-30 possibly|2016-12-31 surely"),
    ("2014/..", "2013-12-31 no|2014-01-01 possibly|9999-12-31 possibly"),
    ("2014/", "2013-12-31 no|2014-01-01 possibly|9999-12-31 possibly"),
    ("../2014", "0001-01-01 possibly|2014-12-30 possibly|2014-12-31 surely"),
    ("/2014", "0001-01-01 possibly|2014-12-30 possibly|2014-12-31 surely"),
    ("../..", "0001-01-01 possibly|9999-12-31 possibly"),
    (None, "0001-01-01 unknown|9999-12-31 unknown"),
]


@pytest.mark.parametrize(
    ("temporal", "time", "expected"),
    [("state", *row) for row in STATES]
    + [("event", *row) for row in EVENTS]
    + [("none", time, "0001-01-01 surely|9999-12-31 surely") for time in ("2014", None)],
)
def test_a_claim_holds_as_of_a_day(temporal: str, time: str | None, expected: str) -> None:
    rows = [row.split() for row in expected.split("|")]
    assert answers(temporal, time, [day for day, _ in rows]) == [answer for _, answer in rows]


CLOSINGS = [
    # temporal, time, day of the closing, day asked about, answer
    ("state", "2002/..", "2012-09-28", "2012-09-27", "surely"),
    ("state", "2002/..", "2012-09-28", "2012-09-28", "no"),
    ("state", "2002/..", "2012-09-28", "2020-01-01", "no"),
    ("state", "2002/..", "2012-09-28", "2002-06-01", "possibly"),
    ("state", "2002/..", None, "2001-12-31", "no"),
    ("state", "2002/..", None, "2002-06-01", "unknown"),
    ("state", "2002/..", None, "2020-01-01", "unknown"),
    ("state", None, "2012-09-28", "2012-09-27", "unknown"),
    ("state", None, "2012-09-28", "2012-09-28", "no"),
    ("state", None, None, "2012-09-28", "unknown"),
    ("event", "2002", "2012-09-28", "2012-09-27", "surely"),
    ("event", "2002", "2012-09-28", "2012-09-28", "no"),
    ("event", "2002", None, "2001-12-31", "no"),
    ("event", "2002", None, "2012-09-28", "unknown"),
    ("none", None, "2012-09-28", "2012-09-27", "surely"),
    ("none", None, "2012-09-28", "2012-09-28", "no"),
    ("none", None, None, "2012-09-28", "unknown"),
]


@pytest.mark.parametrize(("temporal", "time", "closed_on", "day", "expected"), CLOSINGS)
def test_a_closed_claim_holds_no_more_from_the_day_of_its_closing(
    temporal: str, time: str | None, closed_on: str | None, day: str, expected: str
) -> None:
    closing = None if closed_on is None else date.fromisoformat(closed_on)
    frame = claims([temporal], [time], ["c_closing"], [closing])
    assert frame.select(holds(date.fromisoformat(day))).item() == expected


@given(TEMPORAL, TIME, DAY)
def test_what_surely_holds_lies_within_what_possibly_holds(
    temporal: str, time: str, day: date
) -> None:
    answer = claims([temporal], [time]).select(holds(day)).item()
    read = edtf.parse(time)
    begun = read.start_earliest is None or read.start_earliest <= day
    ended = temporal == "state" and read.end_latest is not None and read.end_latest < day
    assert (answer != "no") == (temporal == "none" or (begun and not ended))


@given(TIME, DAY, DAY)
def test_what_has_happened_stays_happened(time: str, one: date, other: date) -> None:
    rank = {"no": 0, "possibly": 1, "surely": 2}
    frame = claims(["event"], [time])
    earlier, later = sorted([one, other])
    assert rank[frame.select(holds(earlier)).item()] <= rank[frame.select(holds(later)).item()]


def pair(left: tuple[str, str | None], right: tuple[str, str | None]) -> pl.DataFrame:
    sides = [
        claims([temporal], [time]).select(pl.all().name.prefix(prefix))
        for prefix, (temporal, time) in (("left_", left), ("right_", right))
    ]
    return pl.concat(sides, how="horizontal")


OVERLAPS = [
    ("state", "2014", "state", "2014-06", True),
    ("state", "2014", "state", "2015", False),
    ("state", "2014-01/2014-06-05", "state", "2014-06-05/2015", True),
    ("state", "2014-01/2014-06-05", "state", "2014-06-06/2015", False),
    ("state", "2014/2016", "state", "2014/2016", True),
    ("state", "2014/2014", "state", "2014", False),
    ("state", "2014/2014", "state", "../..", False),
    ("state", "201X", "state", "201X", False),
    ("state", "201X", "state", "../..", False),
    ("state", "2014/..", "state", "2020/..", True),
    ("state", "../2014", "state", "2020/..", False),
    ("state", "../2014", "state", "../2000", True),
    ("state", "2014/", "state", "2014/..", False),
    ("state", "/2014", "state", "../2014", False),
    ("state", None, "state", "../..", False),
    ("event", "2014-06-05", "event", "2014-06-05", True),
    ("event", "2014-06-05", "event", "2014-06-06", False),
    ("event", "2014-06", "event", "2014-06", False),
    ("event", "2014-06-XX", "event", "2014-06-XX", False),
    ("event", "../2014", "event", "../2014", False),
    ("event", None, "event", None, False),
    ("state", "2014", "event", "2014-06", True),
    ("state", "2014", "event", "2014", True),
    ("state", "2014", "event", "2014-12/2015-01", False),
    ("state", "2014/2016", "event", "2015", True),
    ("state", "2014/2016", "event", "2014-06", False),
    ("state", "2014/..", "event", "2015/..", True),
    ("state", "2014/2016", "event", "2015/", False),
    ("state", "../2016", "event", "/2015", True),
    ("state", "2014/2016", "event", "/2015", False),
    ("state", "../..", "event", None, False),
    ("state", "2014/", "event", "2015", False),
    ("none", None, "state", "2014", True),
    ("none", None, "event", None, True),
    ("none", None, "none", None, True),
]


@pytest.mark.parametrize(("one", "its_time", "other", "others_time", "expected"), OVERLAPS)
def test_two_claims_surely_overlap(
    one: str, its_time: str | None, other: str, others_time: str | None, expected: bool
) -> None:
    there = pair((one, its_time), (other, others_time))
    back = pair((other, others_time), (one, its_time))
    for frame in (there, back):
        assert frame.select(surely_overlap("left_", "right_")).to_series().to_list() == [expected]


@given(TIME, TIME)
def test_states_that_surely_overlap_surely_hold_on_some_day(one: str, other: str) -> None:
    overlap = pair(("state", one), ("state", other)).select(surely_overlap("left_", "right_"))
    both = claims(["state", "state"], [one, other])
    # Where two periods meet, they meet on the first sure day of one of them.
    first_days = [day or date(2000, 1, 1) for day in both["start_latest"]]
    meet = any(
        both.select(holds(day)).to_series().to_list() == ["surely"] * 2 for day in first_days
    )
    assert overlap.item() == meet


@pytest.mark.parametrize(
    ("one", "its_time", "other", "others_time"),
    list(product(["state", "event", "none"], ["2014", None], repeat=2)),
)
def test_an_overlap_is_unknown_where_a_claim_that_has_a_time_has_none_given(
    one: str, its_time: str | None, other: str, others_time: str | None
) -> None:
    frame = pair((one, its_time), (other, others_time))
    unknown = frame.select(overlap_unknown("left_", "right_")).item()
    assert unknown == ("none" not in (one, other) and None in (its_time, others_time))
    assert not (unknown and frame.select(surely_overlap("left_", "right_")).item())


@pytest.mark.parametrize(
    ("one", "its_time", "other", "others_time", "expected"),
    [
        ("state", "2014/", "state", "2016", True),
        ("state", "2014/", "state", "2013", False),
        ("state", "2014/", "state", "2013/2014", False),
        ("state", "/2014", "state", "2016/..", False),
        ("state", "/2014", "state", "2010/..", True),
        ("state", "2014/", "event", "2015", True),
        ("state", "/2014", "event", "2015", False),
        ("state", "/..", "state", "2015", True),
        # with an open side instead it would not be sure either
        ("state", "2014/", "event", "2014-06", False),
        ("state", "2014/", "event", "2014/2015", False),
        # an event that began or ended unknowably lies within its range
        ("event", "2014/", "event", "2016", False),
        ("state", "2014/2016", "state", "2016", False),
        ("none", "2014/", "state", "2016", False),
    ],
)
def test_an_overlap_is_unknown_where_an_unknown_side_would_decide(
    one: str, its_time: str, other: str, others_time: str, expected: bool
) -> None:
    there = pair((one, its_time), (other, others_time))
    back = pair((other, others_time), (one, its_time))
    for frame in (there, back):
        assert frame.select(overlap_unknown("left_", "right_")).item() == expected


def records(
    recorded: datetime | None, published: date | None, retracted: datetime | None
) -> pl.DataFrame:
    moment = pl.Datetime("us", "UTC")
    return pl.DataFrame(
        {
            "recorded_at": pl.Series([recorded], dtype=moment),
            "published_latest": pl.Series([published], dtype=pl.Date),
            "retracted_at": pl.Series([retracted], dtype=moment),
        }
    )


NOON = datetime(2023, 6, 20, 12, tzinfo=UTC)
THAT_DAY = NOON.date()
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("recorded", "published", "retracted", "expected"),
    [
        (NOON, None, None, True),
        (NOON + A_DAY, None, None, False),
        (NOON + A_DAY, THAT_DAY, None, False),
        (NOON, THAT_DAY + A_DAY, None, True),
        (None, THAT_DAY, None, True),
        (None, THAT_DAY + A_DAY, None, False),
        (None, None, None, False),
        (NOON - A_DAY, None, NOON, False),
        (NOON - A_DAY, None, NOON + A_DAY, True),
        (None, THAT_DAY, NOON - A_DAY, False),
        (None, None, NOON + A_DAY, False),
    ],
)
def test_a_claim_is_known_from_its_record_to_its_retraction(
    recorded: datetime | None, published: date | None, retracted: datetime | None, expected: bool
) -> None:
    frame = records(recorded, published, retracted)
    assert frame.select(known_on(THAT_DAY)).to_series().to_list() == [expected]
