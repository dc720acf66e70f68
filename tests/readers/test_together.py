"""Several folders, read together."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import DataError, UsageError
from graphkit.readers import read
from tests.readers.test_folder import SCHEMA, write


def folder(root: Path, name: str, settings: str, schema: str = SCHEMA) -> Path:
    write(root / name, "dataset.yaml", settings)
    if schema:
        write(root / name, "schema.yaml", schema)
    return root / name


def found(monkeypatch: pytest.MonkeyPatch, root: Path, *names: str) -> list[str]:
    monkeypatch.chdir(root)
    return [str(problem) for problem in read(*names).problems]


def test_folders_become_one_dataset_called_like_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "b", "name: first\ntitle: First\nnamespace: f\n")
    folder(tmp_path, "a", "name: second\ntitle: Second\nlicense: CC0-1.0\n")
    write(tmp_path / "b", "nodes/Person.csv", "id\na\n")
    write(tmp_path / "a", "nodes/Person.csv", "id\nb\n")
    write(tmp_path / "b", "documents/x.md", "---\nid: x\ntitle: X\n---\n")
    write(tmp_path / "a", "documents/x.md", "---\nid: y\ntitle: Y\n---\n")
    monkeypatch.chdir(tmp_path)
    dataset = read("b", "a")
    assert dataset.problems == ()
    assert (dataset.name, dataset.title, dataset.license) == ("first", "First", "")
    assert (dataset.folder, dataset.beside) == (Path("b"), (Path("a"),))
    of = [(table.file, table.dataset, table.namespace) for table in dataset.tables]
    assert of == [("b/nodes/Person.csv", "first", "f"), ("a/nodes/Person.csv", "second", "")]
    of = [(each.file, each.dataset, each.namespace) for each in dataset.documents]
    assert of == [("b/documents/x.md", "first", "f"), ("a/documents/x.md", "second", "")]
    assert dataset.names == ("first", "second")


def test_one_folder_is_what_it_was(tmp_path: Path) -> None:
    dataset = read(folder(tmp_path, "a", "name: a\n"))
    assert (dataset.beside, dataset.names) == ((), ())


def test_the_checksum_covers_every_folder_and_their_order(tmp_path: Path) -> None:
    one, other = folder(tmp_path, "a", "name: a\n"), folder(tmp_path, "b", "name: b\n")
    sums = {read(one).checksum, read(other).checksum}
    sums |= {read(one, other).checksum, read(other, one).checksum}
    write(other, "nodes/Person.csv")
    sums.add(read(one, other).checksum)
    assert len(sums) == 5


def test_a_later_folder_may_leave_its_schema_out(tmp_path: Path) -> None:
    one, other = folder(tmp_path, "a", "name: a\n"), folder(tmp_path, "b", "name: b\n", schema="")
    dataset = read(one, other)
    assert (dataset.problems, dataset.schema.name) == ((), "small")
    assert [problem.code for problem in read(other, one).problems] == ["GK106"]


def test_a_schema_that_is_named_is_wanted(tmp_path: Path) -> None:
    one = folder(tmp_path, "a", "name: a\n")
    other = folder(tmp_path, "b", "name: b\nschema: mine.yaml\n", schema="")
    assert [problem.code for problem in read(one, other).problems] == ["GK106"]


def test_schemas_that_say_the_same_may_be_written_otherwise(tmp_path: Path) -> None:
    one = folder(tmp_path, "a", "name: a\n")
    other = folder(
        tmp_path, "b", "name: b\n", f"# a comment\n{SCHEMA.replace('string', 'string ')}"
    )
    assert read(one, other).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version: 1.0.0", "version: 1.0.1", 'version is "1.0.1", not "1.0.0"'),
        (
            "type: string",
            "type: integer",
            "nodes.Person.properties.name.type is integer, not string",
        ),
        ("name: {", "called: {", "nodes.Person.properties.name is missing"),
        ("  KNOWS:", "  MET: {symmetric: true, between: [Person]}\n  KNOWS:", "edges.MET is added"),
        (
            "string}",
            "string, required: true}",
            "nodes.Person.properties.name.required is true, not false",
        ),
        (
            "    target:",
            "    temporal: state\n    target:",
            'edges.KNOWS.temporal is "state", not "none"',
        ),
    ],
)
def test_the_first_word_in_which_schemas_differ_is_told(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a", "name: a\n")
    folder(tmp_path, "b", "name: b\n", SCHEMA.replace(old, new))
    assert found(monkeypatch, tmp_path, "a", "b") == [
        f"b/schema.yaml:1:1: GK109 error: This is not the same as a/schema.yaml: {told}. "
        "Folders that are read together go by one schema."
    ]


def test_parts_of_one_dataset_have_one_namespace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a", "name: same\n")
    folder(tmp_path, "b", "name: other\nnamespace: x\n")
    folder(tmp_path, "c", "namespace: x\nname: same\n")
    assert found(monkeypatch, tmp_path, "a", "b", "c") == [
        'c/dataset.yaml:1:12: GK109 error: The dataset "same" has no namespace in a/dataset.yaml. '
        "Folders of one name are parts of one dataset: write the same in each."
    ]


def test_a_folder_is_named_once_however_it_is_spelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder(tmp_path, "a", "name: a\n").parent)
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(UsageError, match='The folder "a" is named twice'):
        read("a", "a/")
    for other in ("link", tmp_path / "a", "./a/../a"):
        with pytest.raises(UsageError, match="are one folder"):
            read("a", other)


def test_a_folder_may_lie_in_another(tmp_path: Path) -> None:
    one = folder(tmp_path, "a", "name: a\n")
    other = folder(tmp_path, "a/more", "name: a\n")
    write(one, "nodes/Person.csv", "id\na\n")
    write(other, "nodes/Person.csv", "id\nb\n")
    dataset = read(one, other)
    assert dataset.problems == ()
    assert [table.frame["id"].to_list() for table in dataset.tables] == [["a"], ["b"]]


def test_every_folder_that_is_no_dataset_is_told_beside_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a", "name: a\ntitel: x\n")
    for name in ("b", "c"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError) as fault:
        read("a", "b", "c")
    places = [(problem.file, problem.code) for problem in fault.value.problems]
    assert places == [
        ("a/dataset.yaml", "GK103"),
        ("b/dataset.yaml", "GK101"),
        ("c/dataset.yaml", "GK101"),
    ]
