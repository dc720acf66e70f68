"""The page's script without a page: its unit tests, and that it tells time as Python does."""

import json
import re
import subprocess
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graphkit.graph.time import holds
from graphkit.schema import edtf
from graphkit.views import page
from graphkit.views.cards import claim_span
from graphkit.views.dates import EPOCH, number
from tests import system

HERE = Path(__file__).parent / "script"

TIMES: tuple[str | None, ...] = (
    None,
    "2014",
    "2014-06",
    "2014-06-15",
    "201X",
    "2014/2016",
    "2014/..",
    "../2014",
)
TIMES += ("2014/", "/2014", "../..", "/..", "2014-06-01/2014-06-15", "2013~/2015?")
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("2009-12-31", "2010-01-01", "2014-01-01", "2014-06-15", "2014-12-31", "2016-07-01")
)
CLOSED: tuple[tuple[str | None, date | None], ...] = (
    (None, None),
    ("c", None),
    ("c", date(2014, 6, 15)),
)


def test_no_two_modules_share_a_name_since_they_are_joined() -> None:
    folder = page.TEMPLATE / "script"
    assert {path.stem for path in folder.glob("*.js")} == set(page.FIRST) | set(page.MODULES)
    declared = re.compile(
        r"^(?:export )?(?:async )?(?:const|let|function\*?|class) (\w+)", re.MULTILINE
    )
    seen: dict[str, str] = {}
    for name in (*page.FIRST, *page.MODULES):
        for found in declared.findall((folder / f"{name}.js").read_text("utf-8")):
            assert found not in seen, f"{found} is in {seen.get(found)} and in {name}"
            seen[found] = name


@pytest.fixture(scope="module")
def node() -> str:
    path = system.NODE.find()
    if path is None:
        pytest.skip(system.NODE.missing)
    return path


def test_its_units_do_what_they_say(node: str) -> None:
    units = sorted(map(str, HERE.glob("*.test.js")))
    command = [node, "--test", "--test-reporter=tap", *units]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    counted = dict(line[2:].rsplit(" ", 1) for line in done.stdout.splitlines()[-8:])
    assert int(counted["pass"]) >= len(units)
    assert (counted["fail"], counted["skipped"]) == ("0", "0")


def held(node: str, cases: list[Any]) -> list[str]:
    done = subprocess.run(
        [node, HERE / "held.js"],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[str] = json.loads(done.stdout)
    return answers


def rows(temporal: str) -> pl.DataFrame:
    """Every time, closed by nothing, by something undated, and on a day."""
    both = list(product(TIMES, CLOSED))
    bounds = edtf.bounds(pl.Series([time for time, _ in both], dtype=pl.String))
    return bounds.with_columns(
        temporal=pl.lit(temporal),
        closed_by=pl.Series([by for _, (by, _) in both], dtype=pl.String),
        closed_on=pl.Series([on for _, (_, on) in both], dtype=pl.Date),
    )


def claim(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the page knows it."""
    told = {"span": claim_span(row), "endedOn": number(row["closed_on"])}
    known = {name: value for name, value in told.items() if value is not None}
    return {**known, "ended": True} if row["closed_by"] else known


@pytest.mark.parametrize("temporal", ["state", "event", "none"])
def test_what_holds_on_a_day_is_what_python_says(node: str, temporal: str) -> None:
    frame = rows(temporal)
    claims = [claim(row) for row in frame.to_dicts()]
    for day in DAYS:
        at = (day - EPOCH).days
        expected = frame.select(holds(day)).to_series().to_list()
        assert held(node, [[one, temporal, [at, at]] for one in claims]) == expected, day


def test_a_state_holds_within_a_time_where_it_does_on_some_day_of_it(node: str) -> None:
    frame = rows("state")
    first, last = date(2014, 5, 1), date(2014, 7, 31)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    answers = frame.select(holds(day).alias(str(day)) for day in days).rows()
    possible = [any(answer != "no" for answer in row) for row in answers]
    sure = [any(answer == "surely" for answer in row) for row in answers]
    time = [(first - EPOCH).days, (last - EPOCH).days]
    told = held(node, [[claim(row), "state", time] for row in frame.to_dicts()])
    assert [answer != "no" for answer in told] == possible
    for answer, is_sure in zip(told, sure, strict=True):
        assert answer == "surely" or not is_sure  # it may be sure of the time, but of no one day
