"""What an export may replace: what an export wrote, and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.errors import Refused, UsageError
from graphkit.exports.writing import whole_file, whole_folder
from graphkit.pipeline.files import ExportFormat
from tests.exports.test_csv import small

FILES: tuple[ExportFormat, ...] = ("graphml", "json")
FOLDERS: tuple[ExportFormat, ...] = ("csv", "parquet")


def contents(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in path.rglob("*") if file.is_file()}


@pytest.mark.parametrize("form", FILES)
def test_a_file_that_graphkit_exported_is_replaced(form: ExportFormat, tmp_path: Path) -> None:
    for other in FILES:
        gk.export(small(), tmp_path / "out", format=other)
        gk.export(small(note="new"), tmp_path / "out", format=form)
        assert "new" in (tmp_path / "out").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("old", ["", "{}", '{"by": {"generator": "graphkit 1"}}', "<graphml/>"])
def test_any_other_file_stays(form: ExportFormat, old: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text(old)
    with pytest.raises(Refused, match="graphkit did not write it"):
        gk.export(small(), tmp_path / "out", format=form)
    assert contents(tmp_path) == {str(tmp_path / "out"): old.encode()}


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_neither_a_folder_nor_a_file_of_others_is_replaced(
    form: ExportFormat, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = contents(tmp_path)
    for name in ("folder", "file", "folder/mine.txt"):
        with pytest.raises(Refused):
            gk.export(small(), tmp_path / name, format=form)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("form", FOLDERS)
def test_an_export_is_replaced_as_a_whole(form: ExportFormat, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()  # an empty folder is nobody's
    for other in FOLDERS:
        gk.export(small(), tmp_path / "out", format=other)
        graph = gk.Graph(small().schema, "other")
        gk.export(graph, tmp_path / "out", format=form)
        names = {path.name for path in (tmp_path / "out").rglob("*")}
        assert names == {"dataset.yaml", "schema.yaml", ".graphkit-export"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda out: (out / "nodes/mine.csv").write_text("id\n"), "holds nodes/mine.csv, which"),
        (lambda out: (out / ".graphkit").mkdir() or (out / ".graphkit/x").touch(), ".graphkit/x"),
        (lambda out: (out / "nodes/Person.csv").write_text("id\nx\n"), "was changed since"),
        (lambda out: os.symlink(out.parent, out / "link"), "holds link, which"),
        (lambda out: (out / ".graphkit-export").write_text(""), "did not write it"),
    ],
)
def test_an_export_with_something_else_in_it_stays(
    change: object, message: str, tmp_path: Path
) -> None:
    out = gk.export(small(), tmp_path / "out").path
    assert callable(change)
    change(out)
    before = contents(tmp_path)
    with pytest.raises(Refused, match=message):
        gk.export(small(), out)
    assert contents(tmp_path) == before


def test_what_is_gone_from_an_export_does_not_hinder(tmp_path: Path) -> None:
    out = gk.export(small(), tmp_path / "out").path
    shutil.rmtree(out / "nodes")
    gk.export(small(), out)
    assert (out / "nodes/Person.csv").exists()


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    os.symlink("real", tmp_path / "out")
    gk.export(small(), tmp_path / "out")
    gk.export(small(), tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real/dataset.yaml").exists()


def test_what_fails_on_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    gk.export(small(), tmp_path / "folder")
    gk.export(small(), tmp_path / "file", format="json")
    before = contents(tmp_path)
    for whole, name in ((whole_folder, "folder"), (whole_file, "file")):
        with pytest.raises(RuntimeError), whole(tmp_path / name) as beside:
            (beside / "x" if beside.is_dir() else beside).write_text("half")
            raise RuntimeError
    assert contents(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_a_place_that_is_not_there_is_told(form: ExportFormat, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        gk.export(small(), tmp_path / "none" / "out", format=form)


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UsageError, match='Did you mean "graphml"'):
        gk.export(small(), "out", format="graphmll")  # type: ignore[arg-type]  # what is tested
