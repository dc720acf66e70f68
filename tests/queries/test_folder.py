"""Which folders are looked into, and which files count."""

import os
from pathlib import Path

import pytest

from graphkit.queries import find_queries, read_query

SOUND = "// description: Any.\nRETURN 1 AS one\n"


def write(path: Path, text: str = SOUND) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset's folder as a person names it who stands beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    return Path("data")


def test_queries_lie_in_the_dataset_and_beside_it(data: Path) -> None:
    write(Path("data/cypher/b.cypher"))
    write(Path("cypher/a.cypher"))
    queries, problems = find_queries(data)
    assert problems == []
    assert [(name, query.file) for name, query in queries.items()] == [
        ("a", "cypher/a.cypher"),
        ("b", "data/cypher/b.cypher"),
    ]


def test_a_dataset_may_be_the_current_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("cypher/a.cypher"))
    monkeypatch.chdir(data)
    assert [query.file for query in find_queries(Path())[0].values()] == ["../cypher/a.cypher"]


def test_without_a_dataset_the_current_folder_counts(data: Path) -> None:
    write(Path("cypher/a.cypher"))
    assert list(find_queries()[0]) == ["a"]


def test_without_a_folder_there_are_no_queries(data: Path) -> None:
    write(Path("cypher"), "a file")
    assert find_queries(data) == ({}, [])


def test_other_files_hidden_ones_and_folders_below_are_not_looked_at(data: Path) -> None:
    for name in ("a.cypher.bak", ".b.cypher", "README.md", "more/c.cypher"):
        write(Path("cypher") / name)
    assert find_queries(data) == ({}, [])


def test_of_two_queries_of_one_name_the_other_is_a_problem(data: Path) -> None:
    write(Path("data/cypher/a.cypher"))
    write(Path("cypher/a.cypher"), SOUND.replace("Any", "Another"))
    queries, problems = find_queries(data)
    assert [query.description for query in queries.values()] == ["Any."]
    assert [str(problem) for problem in problems] == [
        'cypher/a.cypher:1:1: GK607 error: There are two queries "a": the other is '
        "data/cypher/a.cypher. Rename one of them."
    ]


def test_one_folder_under_two_names_is_one(data: Path) -> None:
    write(Path("cypher/a.cypher"))
    Path("data/cypher").symlink_to("../cypher")
    queries, problems = find_queries(data)
    assert list(queries) == ["a"]
    assert problems == []


def test_a_query_at_fault_does_not_hinder_the_others(data: Path) -> None:
    write(Path("cypher/a.cypher"))
    write(Path("cypher/b.cypher"), "RETURN 1")
    queries, problems = find_queries(data)
    assert list(queries) == ["a"]
    assert [(problem.file, problem.code) for problem in problems] == [("cypher/b.cypher", "GK601")]


def test_what_is_no_file_is_a_problem(data: Path) -> None:
    Path("cypher/folder.cypher").mkdir(parents=True)
    os.mkfifo("cypher/pipe.cypher")
    Path("cypher/lost.cypher").symlink_to("nowhere")
    queries, problems = find_queries(data)
    assert queries == {}
    assert [f"{problem.file}: {problem.message}" for problem in problems] == [
        "cypher/folder.cypher: This is not a file.",
        "cypher/lost.cypher: The file cannot be read: no such file or directory.",
        "cypher/pipe.cypher: This is not a file.",
    ]
    assert {problem.code for problem in problems} == {"GK607"}


def test_a_folder_that_cannot_be_read_is_a_problem(data: Path) -> None:
    Path("cypher").symlink_to("cypher")
    _, problems = find_queries(data)
    assert [(problem.file, problem.code) for problem in problems] == [("cypher", "GK607")]
    assert problems[0].message.startswith("The folder cannot be read: ")


def test_a_name_that_cannot_be_printed_is_a_problem(data: Path) -> None:
    write(Path("cypher/a\x1b[31m.cypher"))
    queries, problems = find_queries(data)
    assert queries == {}
    assert [str(problem) for problem in problems] == [
        'cypher/a\\x1b[31m.cypher:1:1: GK607 error: "a\\x1b[31m" is no name for a query: it cannot '
        "be printed. Rename the file."
    ]


def test_a_single_file_can_be_read(data: Path) -> None:
    query, problems = read_query(write(Path("my.cypher")))
    assert problems == []
    assert query is not None
    assert (query.name, query.file) == ("my", "my.cypher")
