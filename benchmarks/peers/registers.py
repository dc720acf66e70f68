"""The rows of a dataset folder of `generate`, for programs in the peers' environments."""

import csv
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, object]


def companies(data: Path) -> Iterator[dict[str, str]]:
    """Yield nodes: `id` and `name`."""
    with (data / "nodes" / "Company.csv").open(newline="") as file:
        yield from csv.DictReader(file)


def ownerships(data: Path) -> Iterator[tuple[str, str, Row]]:
    """Yield edges: source, target and properties."""
    with (data / "edges" / "OWNS.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            told: Row = {"share": float(row.pop("share")), "votes": int(row.pop("votes"))}
            yield row.pop("source"), row.pop("target"), row | told
