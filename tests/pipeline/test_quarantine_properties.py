"""Whatever is at fault: the sound part and the mended part are the whole, and nothing is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph.graph import Graph
from graphkit.pipeline import build, read
from graphkit.pipeline.quarantine import sift_and_build, write_quarantine
from tests.pipeline.faults import Case, cases


def said(graph: Graph) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a graph says, without regard to order."""
    frames = {name: frame for name, frame in graph.nodes.items() if frame.height}
    frames |= {name: frame for name, frame in graph.claims.items() if frame.height}
    frames |= {"links": graph.claim_edges, "documents": graph.documents.drop("file")}
    return {
        name: sorted(frame.select(sorted(frame.columns)).rows(), key=repr)
        for name, frame in frames.items()
    }


def mend(case: Case, folder: Path, held: dict[str, set[int]], whole: set[str]) -> None:
    """Put into a quarantine what should have stood there."""
    files = {table.file: name for name, table in case.sound.items()}
    for file in whole:
        data = case.documents.get(Path(file).stem)
        (folder / file).write_bytes(case.sound[files[file]].data() if data is None else data)
    for name, records in held.items():
        table = case.broken[name]
        path = folder / table.file
        # byte for byte what came in
        assert path.read_bytes() == table.data(sorted(records))
        path.write_bytes(
            case.sound[name].data([at for at in sorted(records) if not table.rows[at].is_extra])
        )


@settings(max_examples=12)
@given(cases(), st.booleans())
def test_the_sound_part_and_the_mended_part_are_the_whole(case: Case, is_first: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        data, sound, folder = Path(place, "data"), Path(place, "sound"), Path(place, "held")
        case.write(data, is_broken=True)
        case.write(sound, is_broken=False)
        expected = build(read(sound))
        sifted, part = sift_and_build(read(data))
        held, whole = case.held()

        found: dict[str, set[int]] = {}
        files = {f"{data}/{table.file}": name for name, table in case.broken.items()}
        for file, record in sifted.reasons.select("file", "record").iter_rows():
            if record >= 0:
                found.setdefault(files[file], set()).add(record)
        is_whole = sifted.reasons.filter(pl.col("record") < 0)["file"].unique()
        # nothing is held back but what has a fault or hangs on what has one, and all of that
        assert found == held
        assert {Path(file).relative_to(data).as_posix() for file in is_whole} == whole

        of_part, of_whole = said(part), said(expected)
        for name, rows in of_part.items():
            if name in expected.nodes or name == "documents":
                assert set(map(repr, rows)) <= set(map(repr, of_whole[name]))
        ids = expected.claim_table()["id"]
        assert part.claim_table()["id"].is_in(ids.implode()).all()

        if not len(sifted):
            assert of_part == of_whole
            return
        write_quarantine(sifted, folder)
        mend(case, folder, held, whole)
        folders = (folder, data) if is_first else (data, folder)
        assert said(build(read(*folders))) == of_whole
