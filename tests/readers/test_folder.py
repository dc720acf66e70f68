import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from graphkit.errors import DataError, Problem, UsageError
from graphkit.readers import read

NOBODY = 65534

SCHEMA = """schema: small
version: 1.0.0
nodes:
  Person:
    properties:
      name: {type: string}
edges:
  KNOWS:
    source: [Person]
    target: [Person]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset's folder with settings, a schema and nothing else."""
    root = tmp_path / "data"
    root.mkdir()
    write(root, "dataset.yaml", "name: small\n")
    write(root, "schema.yaml", SCHEMA)
    return root


def write(root: Path, name: str, content: str | bytes = "id\na\n") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the Problems of a dataset as a user in the folder above sees them, without hints."""
    monkeypatch.chdir(root.parent)
    problems = read(root.name).problems
    return [f"{p.file}:{p.line}:{p.column} {p.code} {p.message}" for p in problems]


def first(error: pytest.ExceptionInfo[DataError]) -> Problem:
    return error.value.problems[0]


def test_a_folder_is_read_whole_and_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "name: small\ntitle: Small\nlicense: CC0-1.0\ncolumns: {':ID': id}\n"
    write(folder, "dataset.yaml", settings)
    write(folder, "nodes/b.jsonl", '{"id": "b"}')
    write(folder, "nodes/Person.CSV", ":ID\na\n")
    write(folder, "nodes/.hidden.xyz")
    write(folder, "edges/KNOWS.tsv", "source\ttarget\na\tb\n")
    write(folder, "documents/b.md", "---\nid: b\ntitle: B\n---\n")
    write(folder, "documents/a.md", "---\nid: a\ntitle: A\n---\n")
    write(folder, "README.txt", "not read")
    monkeypatch.chdir(folder.parent)
    dataset = read("data")
    assert dataset.problems == ()
    assert (dataset.name, dataset.title, dataset.license) == ("small", "Small", "CC0-1.0")
    assert dataset.schema.name == "small"
    assert dataset.folder == Path("data")
    assert [(table.kind, table.file, table.stem) for table in dataset.tables] == [
        ("edge", "data/edges/KNOWS.tsv", "KNOWS"),
        ("node", "data/nodes/Person.CSV", "Person"),
        ("node", "data/nodes/b.jsonl", "b"),
    ]
    assert dataset.tables[1].frame.columns == ["id"]
    assert [document.file for document in dataset.documents] == [
        "data/documents/a.md",
        "data/documents/b.md",
    ]


def test_the_current_folder_can_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "nodes/Person.csv")
    monkeypatch.chdir(folder)
    assert read(".").tables[0].file == "nodes/Person.csv"


def test_the_checksum_changes_with_every_file_that_is_read(folder: Path) -> None:
    before = {read(folder).checksum}
    for name, content in [
        ("nodes/Person.csv", "id\na\n"),
        ("nodes/Person.csv", "id\nb\n"),
        ("nodes/People.csv", "id\nb\n"),
        ("documents/a.md", "---\nid: a\ntitle: A\n---\n"),
        ("schema.yaml", SCHEMA + "# more\n"),
        ("dataset.yaml", "name: other\n"),
    ]:
        write(folder, name, content)
        checksum = read(folder).checksum
        assert checksum not in before
        before.add(checksum)
    write(folder, "README.md", "not read")
    assert read(folder).checksum in before


def test_a_folder_without_settings_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path)
    assert first(error).code == "GK101"
    assert first(error).file == (tmp_path / "dataset.yaml").as_posix()
    write(tmp_path, "dataset.yml", "name: a\n")
    with pytest.raises(DataError) as error:
        read(tmp_path)
    assert first(error).hint == 'Is it "dataset.yml"? Rename it.'


def test_settings_that_cannot_be_opened_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").mkdir()
    with pytest.raises(DataError) as error:
        read(tmp_path)
    assert first(error).message == "This is a folder, not a file."


def test_what_is_no_folder_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read(folder / "none")
    with pytest.raises(UsageError, match="is a file"):
        read(folder / "dataset.yaml")


def test_files_of_unknown_formats_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "nodes/Person.xlsx")
    write(folder, "nodes/Person")
    (folder / "edges" / "more").mkdir(parents=True)
    write(folder, "documents/a.pdf")
    assert found(folder, monkeypatch) == [
        "data/documents/a.pdf:1:1 GK108 This is not read as a document.",
        "data/edges/more:1:1 GK107 Folders in here are not read: tables are files.",
        "data/nodes/Person:1:1 GK107 The file's name does not say its format.",
        'data/nodes/Person.xlsx:1:1 GK107 Tables of the format ".xlsx" are not read.',
    ]
    assert read(folder).problems[1].hint == "Known: .csv, .tsv, .jsonl, .parquet."


def test_a_folder_instead_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "nodes" / "Person.csv").mkdir(parents=True)
    (folder / "documents" / "a.md").mkdir(parents=True)
    write(folder, "edges")
    assert found(folder, monkeypatch) == [
        "data/documents/a.md:1:1 GK106 This is a folder, not a file.",
        "data/edges:1:1 GK106 The folder cannot be read: not a directory.",
        "data/nodes/Person.csv:1:1 GK106 This is a folder, not a file.",
    ]


def test_a_pipe_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "nodes").mkdir()
    os.mkfifo(folder / "nodes" / "Person.csv")
    assert found(folder, monkeypatch) == [
        "data/nodes/Person.csv:1:1 GK106 This is not a regular file."
    ]


def test_a_link_that_leads_nowhere_or_round_in_circles(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "nodes").mkdir()
    (folder / "nodes" / "a.csv").symlink_to("none.csv")
    (folder / "nodes" / "b.csv").symlink_to("b.csv")
    assert found(folder, monkeypatch) == [
        "data/nodes/a.csv:1:1 GK106 The file cannot be read: no such file or directory.",
        "data/nodes/b.csv:1:1 GK106 The file cannot be read: too many levels of symbolic links.",
    ]


def test_no_path_leaves_the_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside").mkdir()
    secret = write(tmp_path, "outside/Person.csv")
    (folder / "nodes").mkdir()
    (folder / "nodes" / "Person.csv").symlink_to(secret)
    (folder / "edges").symlink_to(tmp_path / "outside")
    (folder / "documents").mkdir()
    (folder / "documents" / "a.md").symlink_to(secret)
    write(folder, "dataset.yaml", "name: a\nschema: ../schema.yaml\n")
    leads = "This leads out of the dataset's folder."
    assert found(folder, monkeypatch) == [
        f'data/dataset.yaml:2:9 GK105 The schema "../schema.yaml" is not usable. {leads}',
        f"data/documents/a.md:1:1 GK105 {leads}",
        f"data/edges:1:1 GK105 {leads}",
        f"data/nodes/Person.csv:1:1 GK105 {leads}",
    ]
    assert read(folder).tables == ()


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    write(folder, "nodes/Person.csv")
    (folder / "nodes" / "Friend.csv").symlink_to("Person.csv")
    assert read(folder).problems == ()


def test_the_dataset_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    write(folder, "nodes/Person.csv")
    (tmp_path / "link").symlink_to(folder)
    assert read(tmp_path / "link").problems == ()


def test_the_schema_may_stand_deeper_in_the_folder(folder: Path) -> None:
    write(folder, "model/s.yaml", SCHEMA)
    write(folder, "dataset.yaml", f"name: a\nschema: {folder / 'model' / 's.yaml'}\n")
    assert read(folder).problems == ()
    write(folder, "dataset.yaml", "name: a\nschema: model/s.yaml\n")
    assert read(folder).schema.name == "small"


def test_a_schema_that_cannot_be_read_leaves_the_rest_readable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "nodes/Person.csv")
    write(folder, "schema.yaml", b"schema: \xff\n")
    assert found(folder, monkeypatch) == ["data/schema.yaml:1:9 GK110 The byte 0xff is not UTF-8."]
    write(folder, "schema.yaml", "schema: [\n")
    assert found(folder, monkeypatch)[0].startswith("data/schema.yaml:2:1 GK201")
    (folder / "schema.yaml").unlink()
    assert found(folder, monkeypatch) == [
        "data/schema.yaml:1:1 GK106 The file cannot be read: no such file or directory."
    ]
    dataset = read(folder)
    assert not dataset.schema_is_usable
    assert dataset.tables[0].frame.rows() == [("a",)]


def test_faults_of_all_files_come_at_once_in_file_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "dataset.yaml", "name: small\ntitel: x\n")
    write(folder, "nodes/Person.csv", "id,name\na\nb,c,d\n")
    write(folder, "edges/KNOWS.csv", b"")
    write(folder, "documents/a.md", b"\xff\xfex\0")
    write(folder, "documents/b.md", "text")
    problems = [problem.split(" ")[:2] for problem in found(folder, monkeypatch)]
    assert problems == [
        ["data/dataset.yaml:2:1", "GK103"],
        ["data/documents/a.md:1:1", "GK111"],
        ["data/documents/b.md:1:1", "GK140"],
        ["data/edges/KNOWS.csv:1:1", "GK113"],
        ["data/nodes/Person.csv:2:1", "GK122"],
        ["data/nodes/Person.csv:3:1", "GK122"],
    ]


def test_a_folder_with_a_name_like_ours_is_pointed_out(folder: Path) -> None:
    write(folder, "node/Person.csv")
    write(folder, "notes/Person.csv")
    problems = read(folder).problems
    assert [(problem.code, problem.severity, problem.hint) for problem in problems] == [
        ("GK108", "warning", 'Name it "nodes".')
    ]
    write(folder, "nodes/Person.csv")
    assert read(folder).problems == ()


def test_names_of_files_cannot_write_on_the_terminal(folder: Path) -> None:
    write(folder, "nodes/a\x1b[2J\n.xyz")
    problem = read(folder).problems[0]
    assert problem.file.endswith("nodes/a\\x1b[2J\\n.xyz")
    assert str(problem).isprintable()


def test_names_of_files_need_not_be_utf8(folder: Path) -> None:
    write(folder, "nodes/x.csv")
    os.rename(folder / "nodes" / "x.csv", os.fsencode(folder / "nodes") + b"/\xff.csv")
    table = read(folder).tables[0]
    assert table.file.endswith("nodes/\\xff.csv")
    assert table.stem == "\ufffd"


@contextmanager
def without_privileges() -> Iterator[None]:
    """Give up root's right to read everything, where the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_files_without_permission_are_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    # pytest's own folder is closed to everybody but the user who runs it.
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "data"
        write(folder, "dataset.yaml", "name: small\n")
        write(folder, "schema.yaml", SCHEMA)
        assert found(folder, monkeypatch) == []  # and whatever is imported on use, is
        write(folder, "nodes/Person.csv").chmod(0)
        write(folder, "edges/KNOWS.csv").parent.chmod(0)
        with without_privileges():
            problems = found(folder, monkeypatch)
        (folder / "edges").chmod(0o755)
        monkeypatch.undo()
    assert problems == [
        "data/edges:1:1 GK106 The folder cannot be read: permission denied.",
        "data/nodes/Person.csv:1:1 GK106 The file cannot be read: permission denied.",
    ]
