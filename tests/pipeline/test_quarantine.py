"""What is held back is written as it came in, with its reasons, and read back in its place.

Longer than 400 lines, as each format and each way to mend or to give up is tried whole.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from graphkit.errors import DataError, Problem, Refused, UsageError
from graphkit.graph.dataset import Dataset, Table
from graphkit.pipeline import build, check, read, sift, write_quarantine
from graphkit.readers.typed_table import RowPlaces
from graphkit.schema.load import parse_schema

SCHEMA = """schema: small
version: 1.0.0
claims: reified
nodes:
  Person: {properties: {name: {type: string}, size: {type: integer}}}
edges:
  KNOWS: {source: [Person], target: [Person]}
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a dataset `data`."""
    monkeypatch.chdir(tmp_path)
    write(Path("data"), {"dataset.yaml": "name: small\n", "schema.yaml": SCHEMA})
    return tmp_path


def quarantine(*folders: str, into: str = "held") -> Path:
    return write_quarantine(sift(read(*folders)), into)


def reasons(folder: Path) -> list[dict[str, str]]:
    with (folder / "held.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def errors(*folders: str) -> list[str]:
    return [f"{p.file}:{p.line} {p.code}" for p in check(read(*folders)) if p.is_error]


def ids(*folders: str) -> list[str]:
    return sorted(build(read(*folders)).node_table()["id"])


def test_records_are_written_byte_for_byte_below_the_header_of_their_file(place: Path) -> None:
    rows = b'"ann","A, B",x\r\nbo,Bo,2\r\n\r\ncy,"C\r\nY",3,4\r\nd\xff,D,1'
    table = b'\xef\xbb\xbfid,"name",size\r\n' + rows
    write(Path("data"), {"nodes/Person.csv": table})
    folder = quarantine("data")
    assert (folder / "nodes/Person.csv").read_bytes() == (
        b'\xef\xbb\xbfid,"name",size\r\n"ann","A, B",x\r\ncy,"C\r\nY",3,4\r\nd\xff,D,1\r\n'
    )
    found = [
        (
            row["file"],
            row["line"],
            row["column"],
            row["code"],
            row["original"],
            row["original_line"],
        )
        for row in reasons(folder)
    ]
    assert found == [
        ("nodes/Person.csv", "2", "14", "GK312", "data/nodes/Person.csv", "2"),
        ("nodes/Person.csv", "3", "1", "GK122", "data/nodes/Person.csv", "5"),
        ("nodes/Person.csv", "5", "2", "GK110", "data/nodes/Person.csv", "7"),
    ]
    assert (folder / "schema.yaml").read_text() == SCHEMA
    assert (folder / "dataset.yaml").read_text() == "name: small\nholds: held.csv\n"


def test_what_was_mended_takes_the_place_of_what_was_held_back(place: Path) -> None:
    write(
        Path("data"),
        {
            "nodes/Person.csv": "id,size\nann,x\nbo,2\n",
            "edges/KNOWS.jsonl": '{"source": "ann", "target": "bo"}\n{"source": "bo"}\n',
        },
    )
    before = {path: path.read_bytes() for path in Path("data").rglob("*") if path.is_file()}
    folder = quarantine("data")
    assert errors("data", "held") == [
        "held/edges/KNOWS.jsonl:2 GK404",
        "held/nodes/Person.csv:2 GK312",
    ]
    write(
        folder,
        {
            "nodes/Person.csv": "id,size\nann,1\n",
            "edges/KNOWS.jsonl": '{"source": "ann", "target": "bo"}\n'
            '{"source": "bo", "target": "ann"}\n',
        },
    )
    graph = build(read("data", "held"))
    assert graph.edges().select("source", "target").sort("source").rows() == [
        ("ann", "bo"),
        ("bo", "ann"),
    ]
    assert before == {path: path.read_bytes() for path in before}


def test_files_that_are_no_tables_are_held_back_whole(place: Path) -> None:
    workbook = b"PK\x03\x04 rows of a spreadsheet"
    write(
        Path("data"),
        {
            "nodes/Person.csv": "id\nann\n",
            "nodes/more.xlsx": workbook,
            "edges/KNOWS.csv": "source,target\nann,ann\n".encode("utf-16"),
            "documents/a.md": "no front matter",
        },
    )
    folder = quarantine("data")
    assert (folder / "nodes/more.xlsx").read_bytes() == workbook
    assert [(row["file"], row["original_line"]) for row in reasons(folder)] == [
        ("documents/a.md", ""),
        ("edges/KNOWS.csv", ""),
        ("nodes/more.xlsx", ""),
    ]
    (folder / "nodes/more.xlsx").unlink()
    write(
        folder,
        {
            "nodes/more.csv": "id,type\nbo,Person\n",
            "edges/KNOWS.csv": "source,target\nann,bo\n",
            "documents/a.md": "---\nid: a\ntitle: A\n---\n",
        },
    )
    assert read("data", "held").problems == ()
    assert ids("data", "held") == ["a", "ann", "bo"]
    (folder / "nodes/more.csv").unlink()
    assert [problem.message for problem in read("data", "held").problems] == [
        "nodes/more.xlsx, which is held back as a whole, is here no more, and given up."
    ]


def test_a_file_whose_name_cannot_be_shown_as_it_is_is_not_given_up(place: Path) -> None:
    write(
        Path("data"),
        {"nodes/Person.csv": "id\nann\n", "documents/a\x1b[2Jb.md": "---\nid: a\n---\n"},
    )
    folder = quarantine("data")
    assert [problem.code for problem in read("data", "held").problems] == ["GK143"]
    (folder / "documents/a\x1b[2Jb.md").unlink()
    assert [problem.code for problem in read("data", "held").problems] == ["GK161"]


def test_rows_of_parquet_are_held_back_with_the_file_s_own_types(place: Path) -> None:
    write(Path("data"), {"edges/KNOWS.csv": "source,target\nann,bo\n"})
    Path("data/nodes").mkdir()
    days = pl.Series([1, 4_000_000, 3], dtype=pl.Int32).cast(pl.Date)
    frame = pl.DataFrame({"id": ["ann", "bo", "cy"], "size": [1.5, 2, 3], "name": days})
    frame.write_parquet("data/nodes/Person.parquet")
    folder = quarantine("data")
    held = pl.read_parquet(folder / "nodes/Person.parquet")
    assert held.equals(frame[:2])
    assert [(row["line"], row["column"], row["code"]) for row in reasons(folder)] == [
        ("2", "5", "GK403"),
        ("1", "size", "GK312"),
        ("2", "name", "GK152"),
    ]
    mended = pl.DataFrame({"id": ["ann", "bo"], "size": [1.0, 2.0], "name": days[[0, 2]]})
    mended.write_parquet(folder / "nodes/Person.parquet")
    assert ids("data", "held") == ["ann", "bo", "cy"]


def test_rows_deleted_from_a_quarantine_are_given_up_and_that_is_said(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\nbo,2\ncy,y\n"})
    folder = quarantine("data")
    write(folder, {"nodes/Person.csv": "id,size\nann,1\n"})
    dataset = read("data", "held")
    assert [f"{p.file}:{p.line} {p.code} {p.message}" for p in dataset.problems] == [
        "held/held.csv:1 GK161 A row of nodes/Person.csv that is held back stands here no more, "
        "and is given up."
    ]
    assert ids("data", "held") == ["ann", "bo"]
    write(folder, {"nodes/Person.csv": "id,size\n"})
    assert ids("data", "held") == ["bo"]
    (folder / "nodes/Person.csv").unlink()
    assert ids("data", "held") == ["bo"]
    assert "2 rows of nodes/Person.csv" in read("data", "held").problems[0].message


def test_a_row_mended_in_the_data_itself_counts_as_usual(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\nbo,2\n"})
    folder = quarantine("data")
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,1\nbo,2\n"})
    assert errors("data", "held") == [
        "held/nodes/Person.csv:2 GK305",
        "held/nodes/Person.csv:2 GK312",
    ]
    write(folder, {"nodes/Person.csv": "id,size\n"})
    assert ids("data", "held") == ["ann", "bo"]


def test_of_rows_that_are_the_same_only_the_one_held_back_is_left_out(place: Path) -> None:
    rows = "id,size\nann,1\nbo,2\nann,1\n"
    write(Path("data"), {"nodes/Person.csv": rows})
    folder = quarantine("data")
    (folder / "nodes/Person.csv").unlink()
    assert ids("data", "held") == ["ann", "bo"]
    # also where lines were added above, and the row stands elsewhere by now
    write(Path("data"), {"nodes/Person.csv": rows.replace("id,size\n", "id,size\ncy,3\n")})
    assert ids("data", "held") == ["ann", "bo", "cy"]


@pytest.mark.parametrize("moved", [False, True])
def test_of_rows_and_files_that_are_the_same_in_two_folders_those_held_back_are_left_out(
    place: Path, *, moved: bool
) -> None:
    document = "---\nid: news\ntitle: News\n---\n"
    files = {"nodes/Person.csv": "id,name\nann,Ann\n", "documents/news.md": document}
    more = {"nodes/Person.csv": "id,name\nann,Ann\nbob,Bob\n", "documents/news.md": document}
    write(place / "data", files)
    write(place / "more", {"dataset.yaml": "name: small\n", **more})
    held = quarantine("data", "more")
    assert len(errors("data", "more", "held")) == 2  # until it is mended, both stand twice
    (held / "nodes/Person.csv").unlink()
    (held / "documents/news.md").unlink()
    folders = ["data", "more", "held"]
    if moved:
        (place / "there").mkdir()
        for name in folders:
            (place / name).rename(place / "there" / name)
        folders = [str(place / "there" / name) for name in folders]
    assert ids(*folders) == ["ann", "bob", "news"]


def test_what_is_still_wrong_goes_into_a_second_quarantine(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\nbo,2\ncy,y\n"})
    quarantine("data")
    write(Path("held"), {"nodes/Person.csv": "id,size\nann,1\ncy,y\n"})
    second = quarantine("data", "held", into="held-2")
    assert (second / "nodes/Person.csv").read_text() == "id,size\ncy,y\n"
    assert errors("data", "held", "held-2") == ["held-2/nodes/Person.csv:2 GK312"]
    write(second, {"nodes/Person.csv": "id,size\ncy,3\n"})
    assert ids("data", "held", "held-2") == ["ann", "bo", "cy"]


def test_a_quarantine_that_nobody_touched_is_replaced_and_no_other(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\nbo,y\n"})
    folder = quarantine("data")
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,1\nbo,y\n"})
    assert (quarantine("data") / "nodes/Person.csv").read_text() == "id,size\nbo,y\n"
    write(folder, {"nodes/Person.csv": "id,size\nbo,2\n"})
    with pytest.raises(Refused, match="changed since"):
        quarantine("data")
    assert (folder / "nodes/Person.csv").read_text() == "id,size\nbo,2\n"
    assert sorted(os.listdir(place)) == ["data", "held"]


def test_nothing_of_somebody_else_is_replaced(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    write(place, {"mine/notes.txt": "mine", "file": "mine"})
    for taken in ("mine", "file", "data"):
        with pytest.raises(Refused):
            quarantine("data", into=taken)
    Path("empty").mkdir()
    assert quarantine("data", into="empty") == Path("empty")
    with pytest.raises(UsageError, match="would be read as a table"):
        quarantine("data", into="data/nodes/held")


def test_a_quarantine_is_written_whole_or_not_at_all(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    sifted = sift(read("data"))
    Path("data/schema.yaml").unlink()
    with pytest.raises(Refused, match="cannot be written"):
        write_quarantine(sifted, "held")
    assert os.listdir(place) == ["data"]


@pytest.mark.parametrize(
    "settings",
    [
        "name: small",
        "name: small\ncolumns: {':ID': id}\ntitle: 'of: all'",
        "{name: small, columns: {':ID': id}}",
        "---\nname: small\n...\n",
        "\ufeffname: small\r\n",
    ],
)
def test_settings_are_kept_in_whatever_form(settings: str, place: Path) -> None:
    write(Path("data"), {"dataset.yaml": settings, "nodes/Person.csv": "id,size\nann,x\n"})
    quarantine("data")
    dataset = read("data", "held")
    assert dataset.problems == ()
    assert (dataset.name, read("held").title) == ("small", read("data").title)
    assert errors("data", "held") == ["held/nodes/Person.csv:2 GK312"]


def test_what_leads_out_of_the_folder_is_not_copied(place: Path) -> None:
    write(place, {"secret.csv": "id\nroot\n"})
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    Path("data/nodes/link.csv").symlink_to(place / "secret.csv")
    with pytest.raises(DataError) as raised:
        sift(read("data"))
    assert [problem.code for problem in raised.value.problems] == ["GK312", "GK105"]


def test_cells_of_the_list_are_no_formulas(place: Path) -> None:
    write(Path("=data"), {"dataset.yaml": "name: small\n", "schema.yaml": SCHEMA})
    write(Path("=data"), {"nodes/Person.csv": "id,size\nann,=1+1\n"})
    row = reasons(quarantine("=data"))[0]
    assert row["original"] == "'=data/nodes/Person.csv"
    write(Path("held"), {"nodes/Person.csv": "id,size\nann,2\n"})
    assert ids("=data", "held") == ["ann"]


def test_a_redacted_node_that_is_held_back_holds_everything_back(place: Path) -> None:
    write(
        Path("data"),
        {
            "dataset.yaml": "name: small\nredact: [ann]\n",
            "nodes/Person.csv": "id,name,size\nann,Ann,x\nbo,Bo,2\n",
        },
    )
    with pytest.raises(DataError) as raised:
        sift(read("data"))
    assert [problem.code for problem in raised.value.problems] == ["GK308", "GK312"]


def test_several_datasets_are_not_held_back_together(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    write(Path("other"), {"dataset.yaml": "name: other\n", "nodes/Person.csv": "id,size\nbo,y\n"})
    with pytest.raises(UsageError, match="several datasets"):
        quarantine("data", "other")


def test_tables_made_in_code_are_held_back_as_csv(place: Path) -> None:
    schema, problems = parse_schema(SCHEMA)
    assert problems == []
    frame = pl.DataFrame({"id": ["ann", "bo"], "size": ["x", "2"]})
    table = Table("node", "persons", "Person", frame, RowPlaces({}))
    folder = write_quarantine(sift(Dataset("small", schema, tables=(table,))), "held")
    assert (folder / "nodes/Person.csv").read_text() == "id,size\nann,x\n"
    assert [f"{p.file}:{p.line} {p.code}" for p in check(read("held")) if p.is_error] == [
        "held/nodes/Person.csv:2 GK312"
    ]


def test_nothing_held_back_is_nothing_to_write(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,1\n"})
    sifted = sift(read("data"))
    assert len(sifted) == 0
    with pytest.raises(UsageError, match="Nothing is held back"):
        write_quarantine(sifted, "held")


def test_a_list_that_was_broken_is_told(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    quarantine("data")
    write(Path("held"), {"held.csv": b"\xff"})
    found: list[Problem] = [p for p in read("data", "held").problems if p.file == "held/held.csv"]
    assert [problem.code for problem in found] == ["GK110"]


def test_files_are_found_again_whatever_their_names(place: Path) -> None:
    names = [b'a, b"c"\x1b[2J.csv', b"caf\xe9.csv", "Größe =1.csv".encode()]
    for index, name in enumerate(names):
        path = Path("data/nodes", os.fsdecode(name))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"id,type,size\np%d,Person,x\nq%d,Person,1\n" % (index, index))
    folder = quarantine("data")
    assert sorted(os.listdir(os.fsencode(folder / "nodes"))) == sorted(names)
    for name in names:
        path = folder / "nodes" / os.fsdecode(name)
        path.write_bytes(path.read_bytes().replace(b",x", b",2"))
    assert ids("data", "held") == ["p0", "p1", "p2", "q0", "q1", "q2"]


def test_a_schema_in_a_folder_of_its_own_goes_along(place: Path) -> None:
    write(Path("data"), {"dataset.yaml": "name: small\nschema: model/small.yaml\n"})
    write(Path("data"), {"model/small.yaml": SCHEMA, "nodes/Person.csv": "id,size\nann,x\n"})
    folder = quarantine("data")
    assert (folder / "model/small.yaml").read_text() == SCHEMA
    assert errors("data", "held") == ["held/nodes/Person.csv:2 GK312"]


def test_rows_of_two_folders_stand_below_one_header_or_are_refused(place: Path) -> None:
    write(Path("data"), {"nodes/Person.csv": "id,size\nann,x\n"})
    more: dict[str, str | bytes] = {
        "dataset.yaml": "name: small\n",
        "nodes/Person.csv": "id,size\nbo,y\n",
    }
    write(Path("more"), more)
    folder = quarantine("data", "more")
    assert (folder / "nodes/Person.csv").read_text() == "id,size\nann,x\nbo,y\n"
    assert errors("data", "more", "held") == [
        "held/nodes/Person.csv:2 GK312",
        "held/nodes/Person.csv:3 GK312",
    ]
    write(Path("more"), {"nodes/Person.csv": "size,id\ny,bo\n"})
    with pytest.raises(UsageError, match="their headers differ"):
        quarantine("data", "more", into="other")
    assert not Path("other").exists()


def test_a_folder_among_the_tables_is_no_file_to_hold_back(place: Path) -> None:
    write(
        Path("data"), {"nodes/Person.csv": "id,size\nann,x\n", "nodes/more/Person.csv": "id\nbo\n"}
    )
    with pytest.raises(DataError) as raised:
        sift(read("data"))
    assert [problem.code for problem in raised.value.problems] == ["GK312", "GK107"]


def test_no_list_leads_out_of_its_folder(place: Path) -> None:
    write(place, {"secret.csv": "file,original,original_line,sha256\n"})
    write(Path("data"), {"nodes/Person.csv": "id\nann\n"})
    write(Path("held"), {"dataset.yaml": "name: small\nholds: ../secret.csv\n"})
    assert [f"{p.file} {p.code}" for p in read("data", "held").problems] == [
        "held/../secret.csv GK105"
    ]
    listed = f"../secret.csv,x,2,00\n{place}/secret.csv,x,2,00\n/dev/zero,x,2,00\n"
    write(
        Path("held"),
        {
            "dataset.yaml": "name: small\nholds: held.csv\n",
            "held.csv": f"file,original,original_line,sha256\n{listed}",
        },
    )
    assert read("data", "held").problems == ()
