"""What a dataset redacts reaches no store, no page and no export."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit as gk
from graphkit.pipeline import Target, Wanted, load_dataset, open_current, read_target
from graphkit.pipeline.files import ExportFormat
from tests.exports.graphs import content
from tests.redacted import DATASET, HARMLESS, leaks, redacted
from tests.validation.datasets import write


def bytes_below(path: Path) -> bytes:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    assert files
    names = "\n".join(str(file.relative_to(path)) for file in files)
    return b"\n".join([names.encode(), *(file.read_bytes() for file in files)])


def test_no_byte_of_the_embedded_store_tells_it(tmp_path: Path) -> None:
    graph = gk.build(redacted(tmp_path / "data", "zelda-q"))
    with gk.connect(tmp_path / "store") as store:
        store.load(graph)
        rows = store.query("MATCH (n:Entity) RETURN n.id ORDER BY n.id").rows
    assert [row[0] for row in rows][-3:] == ["redacted-1", "redacted-2", "redacted-3"]
    assert leaks(bytes_below(tmp_path / "store")) == []


def test_a_store_that_was_loaded_before_is_made_anew(tmp_path: Path) -> None:
    data = tmp_path / "data"
    redacted(data)
    target = Target(str(data / ".graphkit"), is_server=False)
    with open_current(target):
        pass
    assert leaks(bytes_below(data / ".graphkit"))
    write(data, {"dataset.yaml": DATASET + "redact: [zelda-q]\n"})
    # read as it stands, it tells nothing already
    assert content(read_target(target, Wanted(data)))["nodes"]
    assert leaks(repr(content(read_target(target, Wanted(data)))).encode()) == []
    with open_current(target):
        pass
    assert leaks(bytes_below(data / ".graphkit")) == []


def test_what_another_folder_of_the_same_load_withholds_is_not_told_either(tmp_path: Path) -> None:
    data, more = tmp_path / "data", tmp_path / "more"
    redacted(data)
    settings = "name: more\n"
    people = "id,name,born\nyorick,Yorick Plumb,1960-01-01\n"
    write(more, {"dataset.yaml": settings, "nodes/Person.csv": people})
    dataset = gk.read(data, more)
    target = Target(str(data / ".graphkit"), is_server=False)
    with gk.connect(target.address) as store:
        load_dataset(store, gk.build(dataset), dataset)
    assert "Yorick" in repr(content(read_target(target, Wanted(data))))
    write(more, {"dataset.yaml": settings + "redact: [yorick]\n"})
    assert "orick" not in repr(content(read_target(target, Wanted(data))))


def test_settings_that_cannot_be_read_let_no_store_be_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    redacted(data)
    target = Target(str(data / ".graphkit"), is_server=False)
    with open_current(target):
        pass
    write(data, {"dataset.yaml": DATASET + "redact: zelda-q\n"})
    with pytest.raises(gk.DataError, match="redact is a list"):
        read_target(target, Wanted(data))


def test_a_mistyped_id_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(gk.DataError, match='"zelda" is redacted, but no node'):
        gk.build(redacted(tmp_path, "zelda"))


def test_the_page_does_not_tell_it(tmp_path: Path) -> None:
    graph = gk.build(redacted(tmp_path / "data", "zelda-q"))
    page = bytes_below(gk.write_page(graph, tmp_path / "page.html"))
    assert leaks(page) == []
    assert [word for word in HARMLESS if word.encode() not in page] == []


@pytest.mark.parametrize("form", ["csv", "parquet", "graphml", "json"])
def test_no_export_tells_it(form: ExportFormat, tmp_path: Path) -> None:
    graph = gk.build(redacted(tmp_path / "data", "zelda-q"))
    path = gk.export(graph, tmp_path / "out", format=form).path
    told = bytes_below(path)
    assert leaks(told) == []
    if form in ("csv", "parquet"):
        assert content(gk.build(gk.read(path))) == content(graph)


def test_what_was_redacted_before_it_was_stored_is_exported_as_a_dataset(tmp_path: Path) -> None:
    data = tmp_path / "data"
    redacted(data, "zelda-q")
    target = Target(str(data / ".graphkit"), is_server=False)
    with open_current(target):
        pass
    graph = read_target(target, Wanted(data))
    path = gk.export(graph, tmp_path / "out").path
    assert leaks(bytes_below(path)) == []
    # where quotes stand cannot be told of documents without a text
    places = ("quote_start", "quote_end")
    again, once = (
        each.claim_table().drop(places).sort("id") for each in (gk.build(gk.read(path)), graph)
    )
    assert again.equals(once)


def test_no_network_tells_it(tmp_path: Path) -> None:
    graph = gk.build(redacted(tmp_path, "zelda-q"))
    network = graph.to_networkx()
    told = repr([network.graph, list(network.nodes(data=True)), list(network.edges(data=True))])
    assert leaks(told.encode()) == []
    assert leaks(repr(graph.to_pyvis().nodes).encode()) == []
