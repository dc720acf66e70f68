"""`graphkit query`."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer


def test_list_shows_names_descriptions_and_parameters(project: Path, run: Run) -> None:
    listed = run("query", "--list")
    assert listed.code == 0
    assert "who_says" in listed.out
    assert "node: string" in listed.out
    rows = json.loads(run("query", "--list", "--format", "json").out)
    assert [row["name"] for row in rows] == ["disputes", "who_says"]


def test_a_saved_query_loads_what_is_not_loaded_yet(project: Path, run: Run) -> None:
    outcome = run("query", "who_says", "--format", "json")
    assert outcome.code == 0
    assert "loading it" in outcome.err
    assert {row["source"] for row in json.loads(outcome.out)} == {"Town Council", "Anglers' Club"}
    assert "loading it" not in run("query", "who_says").err


def test_a_stale_store_is_made_anew_first(project: Path, run: Run) -> None:
    run("load")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text().replace("Ada Lund", "Ada Berg"))
    outcome = run("query", "-e", "MATCH (p:Person {id: 'ada'}) RETURN p.name", "--format", "csv")
    assert outcome.out.split("\n")[1] == "Ada Berg"
    assert "has changed" in outcome.err


def test_a_stale_store_with_errors_shows_them(project: Path, run: Run) -> None:
    run("load")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "ada,Again,\n")
    outcome = run("query", "who_says")
    assert outcome.code == 1
    assert "GK305" in outcome.out


def test_parameters_are_typed_and_told_when_wrong(project: Path, run: Run) -> None:
    rows = json.loads(run("query", "who_says", "--param", "node=council", "--format", "json").out)
    assert {row["target"] for row in rows} >= {"Town Council"}
    wrong = run("query", "who_says", "--param", "nod=council")
    assert wrong.code == 2
    assert 'Did you mean "node"?' in wrong.err
    assert run("query", "who_says", "--param", "council").code == 2
    assert run("query", "who_says", "--param", "node=a", "--param", "node=b").code == 2


def test_a_value_never_becomes_cypher(project: Path, run: Run) -> None:
    hostile = "x'}) DETACH DELETE n //"
    outcome = run("query", "who_says", "--param", f"node={hostile}", "--format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (0, [])


def test_an_unknown_query_is_told_with_the_nearest(project: Path, run: Run) -> None:
    outcome = run("query", "who_say")
    assert outcome.code == 2
    assert 'Did you mean "who_says"?' in outcome.err


def test_a_query_is_one_of_three_things(project: Path, run: Run) -> None:
    assert run("query").code == 2
    assert run("query", "who_says", "-e", "RETURN 1").code == 2


def test_a_file_of_cypher_runs_with_typed_parameters(project: Path, run: Run) -> None:
    file = project / "mine.cypher"
    file.write_text(
        "// description: Two more.\n// param n: integer\nRETURN $n + 2 AS n", encoding="utf-8"
    )
    assert run("query", "-f", file, "--param", "n=40", "--format", "csv").out == "n\n42\n"
    assert run("query", "-f", file).code == 2
    assert run("query", "-f", "nothing.cypher").code == 2


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_nodes_edges_and_lists_come_in_every_form(project: Path, run: Run, form: str) -> None:
    cypher = "MATCH (p:Person {id: 'ben'})-[r]->(o) RETURN p, r, o.name, p.aliases"
    outcome = run("query", "-e", cypher, "--format", form)
    assert outcome.code == 0
    assert "Benjamin Okoro" in outcome.out
    assert "ben" in outcome.out


def test_a_writing_query_is_refused(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "CREATE (n:Person {id: 'x'})")
    assert outcome.code == 4
    assert "queries only read" in outcome.err


def test_wrong_cypher_is_wrong_usage(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "MATCH (n RETURN n")
    assert outcome.code == 2
    assert "127.0.0.1" not in outcome.err


def test_a_query_never_replaces_what_was_loaded_elsewhere(project: Path, run: Run) -> None:
    run("load", "--to", "elsewhere")
    nodes = project / "data/nodes/Person.csv"
    nodes.write_text(nodes.read_text() + "cleo,Cleo\n".replace("\n", ",\n"))
    count = ["query", "-e", "MATCH (p:Person) RETURN count(p) AS n", "--format", "csv"]
    assert run(*count, "--from", "elsewhere", "--data", "data").out == "n\n2\n"
    assert run(*count, "--from", "data").out == "n\n3\n"
    assert run(*count, "--from", "elsewhere").out == "n\n2\n"


def test_a_folder_s_own_store_that_holds_another_dataset_is_not_replaced(
    project: Path, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    run("init", other)
    settings = other / "data/dataset.yaml"
    settings.write_text(settings.read_text().replace("harbor-town", "other-town"))
    run("load", other / "data", "--to", "data/.graphkit")
    outcome = run("query", "who_says")
    assert outcome.code == 4
    assert "holds the dataset other-town" in outcome.err
    assert run("load").code == 0
    assert run("query", "who_says").code == 0


def test_queries_of_a_folder_without_any_say_where_they_belong(project: Path, run: Run) -> None:
    for file in (project / "cypher").iterdir():
        file.unlink()
    outcome = run("query", "--list")
    assert outcome.code == 0
    assert "cypher/" in outcome.err


def test_a_saved_query_with_faults_shows_them(project: Path, run: Run) -> None:
    (project / "cypher/broken.cypher").write_text("RETURN 1\n", encoding="utf-8")
    outcome = run("query", "broken")
    assert outcome.code == 1
    assert "cypher/broken.cypher:1:1: GK601" in outcome.out


COUNTING = "UNWIND range(1, 2500) AS n RETURN n, 'no ' + toString(n) AS text"
FAILING = "UNWIND range(1, 5000) AS n RETURN 1 / (4000 - n) AS share"


def test_rows_go_into_a_file_that_says_how_many(project: Path, run: Run) -> None:
    outcome = run("query", "-e", COUNTING, "--format", "csv", "-o", "rows.csv")
    assert (outcome.code, outcome.out) == (0, "rows.csv\n")
    assert "2,500 rows." in outcome.err
    lines = (project / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("n,text", "1,no 1", "2500,no 2500")


def test_the_forms_hold_the_same_rows(project: Path, run: Run) -> None:
    rows = json.loads(run("query", "-e", COUNTING, "--format", "json").out)
    lines = run("query", "-e", COUNTING, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    assert run("query", "-e", COUNTING, "--format", "parquet", "-o", "rows.parquet").code == 0
    assert pl.read_parquet(project / "rows.parquet").to_dicts() == rows
    table = run("query", "-e", COUNTING).out.splitlines()
    assert [line.split(maxsplit=1)[0] for line in table] == ["n", *(str(row["n"]) for row in rows)]


def test_json_is_laid_out_as_ever(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "RETURN [1, {a: 'b'}] AS l, null AS n", "--format", "json")
    assert outcome.out == json.dumps([{"l": [1, {"a": "b"}], "n": None}], indent=2) + "\n"
    nothing = run("query", "-e", "MATCH (n:Person {id: ''}) RETURN n", "--format", "json")
    assert nothing.out == "[]\n"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "parquet"])
def test_a_query_that_fails_midway_leaves_no_file(project: Path, run: Run, form: str) -> None:
    before = sorted(project.iterdir())
    outcome = run("query", "-e", FAILING, "--format", form, "-o", "rows")
    assert (outcome.code, outcome.out) == (2, "")
    assert "by zero" in outcome.err.splitlines()[-1]
    assert sorted(project.iterdir()) == before


def test_json_of_a_query_that_fails_midway_is_not_taken_for_whole(project: Path, run: Run) -> None:
    outcome = run("query", "-e", FAILING, "--format", "json")
    assert outcome.code == 2
    with pytest.raises(json.JSONDecodeError):
        json.loads(outcome.out)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_file_that_is_there_is_not_replaced(project: Path, run: Run, form: str) -> None:
    (project / "mine").write_text("mine")
    outcome = run("query", "-e", "RETURN 1 AS n", "--format", form, "-o", "mine")
    assert outcome.code == 4
    assert (project / "mine").read_text() == "mine"


def test_a_file_in_no_folder_is_told(project: Path, run: Run) -> None:
    outcome = run("query", "-e", "RETURN 1 AS n", "-o", "nowhere/rows.csv")
    assert outcome.code == 2
    assert "There is no folder nowhere" in outcome.err


def test_parquet_goes_to_a_pipe_but_not_to_a_terminal(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["query", "-e", "RETURN 1 AS n, date('2014-05-01') AS day", "--format", "parquet"]
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", *asked], capture_output=True, check=True
    )
    assert pl.read_parquet(io.BytesIO(done.stdout)).rows() == [(1, date(2014, 5, 1))]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    outcome = run(*asked)
    assert outcome.code == 2
    assert "-o FILE" in outcome.err


def test_a_terminal_shows_the_first_rows_and_counts_the_others(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    outcome = run("query", "-e", COUNTING)
    assert len(outcome.out.splitlines()) == 1 + 1000
    assert "2,500 rows, 1,500 of them not shown" in outcome.err


def test_everything_that_cypher_has_comes_in_every_form(project: Path, run: Run) -> None:
    cypher = (
        "MATCH p = (a:Person {id: 'ben'})-[r]->(o) WITH p, a, r ORDER BY r.id LIMIT 1 "
        "RETURN p, a, r, [a] AS nodes, {day: date('2014-05-01'), list: [1, 'x']} AS map, "
        "datetime('2014-05-01T12:30:00+02:00[Europe/Berlin]') AS moment, "
        "time('12:30:00+01:00') AS hour, duration('P1Y2M3DT4H') AS lapse, "
        "point({longitude: 19.8, latitude: 41.3}) AS place, 0.0 / 0.0 AS nothing"
    )
    (row,) = json.loads(run("query", "-e", cypher, "--format", "json").out)
    assert row["a"]["labels"] == ["Actor", "Entity", "Person"]
    assert row["r"]["source"] == "ben"
    assert [node["id"] for node in row["p"]["nodes"]] == ["ben", row["r"]["target"]]
    assert row["nodes"] == [row["a"]]
    assert row["map"] == {"day": "2014-05-01", "list": [1, "x"]}
    assert row["moment"] == "2014-05-01T12:30:00+02:00[Europe/Berlin]"
    assert (row["hour"], row["lapse"]) == ("12:30:00+01:00", "P1Y2M3DT4H")
    assert (row["place"], row["nothing"]) == ("SRID=4326;POINT(19.8 41.3)", "NaN")
    (line,) = run("query", "-e", cypher, "--format", "jsonl").out.splitlines()
    assert json.loads(line) == row
    header, cells = csv.reader(io.StringIO(run("query", "-e", cypher, "--format", "csv").out))
    told = dict(zip(header, cells, strict=True))
    assert json.loads(told["p"]) == row["p"]
    assert told["place"] == row["place"]
    table = run("query", "-e", cypher).out
    assert f"ben -{row['r']['type']}-> {row['r']['target']}" in table
    assert run("query", "-e", cypher, "--format", "parquet", "-o", "all.parquet").code == 0
    (typed,) = pl.read_parquet(project / "all.parquet").to_dicts()
    assert json.loads(typed["a"]) == row["a"]
    assert typed["moment"] == datetime(2014, 5, 1, 12, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (typed["hour"], typed["place"]) == (row["hour"], row["place"])


def test_a_query_ends_after_its_time_with_one_line(project: Path, run: Run) -> None:
    endless = (
        "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y "
        "WITH x, y WHERE x + y < 0 RETURN x"
    )
    outcome = run("query", "-e", endless, "--timeout", "0.5")
    assert outcome.code == 3
    assert "it took longer than 0.5 s" in outcome.err.splitlines()[-1]
    assert run("query", "-e", "RETURN 1", "--timeout", "0").code == 2


def test_the_embedded_engine_s_plan_is_shown_in_its_words(project: Path, run: Run) -> None:
    outcome = run("query", "who_says", "--explain")
    assert outcome.code == 0
    assert "Claim" in outcome.out
    profile = json.loads(run("query", "who_says", "--profile", "--format", "json").out)
    assert "Rows Returned" in profile["details"]


def test_a_plan_is_a_table_or_json(project: Path, run: Run) -> None:
    assert run("query", "who_says", "--explain", "--profile").code == 2
    for form in ("csv", "jsonl", "parquet"):
        assert run("query", "who_says", "--explain", "--format", form).code == 2
    assert run("query", "--list", "--format", "parquet").code == 2


def test_a_neo4j_s_plan_is_a_tree(project: Path, run: Run, with_neo4j: Neo4jServer) -> None:
    asked = ["query", "-e", "UNWIND [3, 1, 2] AS x WITH x WHERE x > 1 RETURN x ORDER BY x"]
    explained = run(*asked, "--explain").out.splitlines()
    assert explained[0].split() == ["operator", "details", "estimated", "rows"]
    assert explained[1].startswith("ProduceResults")
    assert explained[2].startswith("└─ ")
    assert explained[3].startswith("   └─ ")
    assert "db hits" in run(*asked, "--profile").out.splitlines()[0]
    plan = json.loads(run(*asked, "--profile", "--format", "json").out)
    assert (plan["operator"], plan["rows"]) == ("ProduceResults", 2)
    assert plan["children"]


def test_a_neo4j_s_remarks_are_warnings_at_their_place(
    project: Path, run: Run, with_neo4j: Neo4jServer
) -> None:
    cypher = "MATCH (n:Nowhere)\n RETURN n.nothing AS x"
    outcome = run("query", "-e", cypher, "--format", "json")
    assert (outcome.code, outcome.out) == (0, "[]\n")
    lines = outcome.err.splitlines()
    at = next(i for i, line in enumerate(lines) if "`Nowhere`" in line)
    assert lines[at].startswith("Warning: line 1, column 10: ")
    assert lines[at + 1 : at + 3] == ["    MATCH (n:Nowhere)", "             ^"]
    assert run("-q", "query", "-e", cypher, "--format", "json").err == ""
    file = project / "cypher/nowhere.cypher"
    file.write_text(f"// description: Nothing.\n{cypher}", encoding="utf-8")
    named = run("query", "nowhere").err
    assert "Warning: cypher/nowhere.cypher:2:10: " in named
    # what any claim may have is no mistake where none has it
    assert "Warning" not in run("query", "-e", "MATCH (n) RETURN n.retracted_at").err


def test_ctrl_c_ends_a_query_on_the_server(project: Path, with_neo4j: Neo4jServer) -> None:
    endless = (
        "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y "
        "WITH x, y WHERE x + y < 0 RETURN x"
    )
    command = [sys.executable, "-m", "graphkit", "query", "-e", endless, "-o", "rows"]
    with (
        with_neo4j.driver() as driver,
        driver.session(database=with_neo4j.database) as session,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as asked,
    ):

        def is_running() -> bool:
            listed = session.run("SHOW TRANSACTIONS YIELD currentQuery AS q RETURN q").value()
            return endless in listed

        while asked.poll() is None and not is_running():
            pass
        asked.send_signal(signal.SIGINT)
        out, errors = asked.communicate(timeout=60)
        assert not is_running()
    assert (asked.returncode, out) == (130, "")
    assert errors.splitlines()[1:] == [
        "Error: Interrupted. The query was ended, on the server, too."
    ]
    assert not (project / "rows").exists()


def test_a_shell_is_told_the_saved_queries(project: Path) -> None:
    environment = {
        **os.environ,
        "_GRAPHKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": "graphkit query w",
        "COMP_CWORD": "2",
    }
    program = "import sys; sys.argv = ['graphkit']; from graphkit.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.stdout.split() == ["who_says"]
