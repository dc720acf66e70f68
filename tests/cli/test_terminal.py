"""What a person sees on a terminal, and what programs get instead."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphkit.cli.output import Format, render
from graphkit.cli.terminal import Terminal
from graphkit.errors import Problem, Severity
from tests.cli.conftest import Run

ERROR = Problem("data/a.csv", 2, 1, "GK301", Severity.ERROR, "What is wrong.", "The way out.")
WARNING = Problem("data/a.csv", 3, 1, "GK515", Severity.WARNING, "What is odd.")


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def terminal_in_color() -> Iterator[Screen]:
    """A terminal in color, in place of both streams."""
    shown = Screen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", shown)
        patch.setattr(sys, "stderr", shown)
        patch.delenv("NO_COLOR", raising=False)
        patch.setenv("TERM", "xterm")
        yield shown


def test_problems_are_colored_on_a_terminal() -> None:
    with terminal_in_color() as screen:
        Terminal().problems([ERROR, WARNING])
    assert "\x1b[31m\x1b[1merror\x1b[0m: What is wrong. The way out." in screen.getvalue()
    assert "\x1b[33m\x1b[1mwarning\x1b[0m: What is odd." in screen.getvalue()


def test_a_value_cannot_bring_colors_of_its_own() -> None:
    hostile = Problem("a.csv", 2, 1, "GK301", Severity.ERROR, "name is \x1b[2J\x1b]0;x\x07.")
    with terminal_in_color() as screen:
        Terminal().problems([hostile])
    assert "\x1b[2J" not in screen.getvalue()
    assert "\x1b]0" not in screen.getvalue()


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal_in_color() as screen:
        monkeypatch.setenv("NO_COLOR", "1")
        Terminal().problems([ERROR])
    assert "\x1b" not in screen.getvalue()


def test_a_bar_shows_how_far_long_work_is() -> None:
    with terminal_in_color() as screen, Terminal().progress() as progress:
        assert progress is not None
        progress("Country", 1, 2)
        progress("Person", 1, 3)
        progress("Country", 2, 2)
    assert "Country" in screen.getvalue()
    assert "2/2" in screen.getvalue()


def test_there_are_no_bars_where_nobody_sees_them() -> None:
    with Terminal().progress() as progress:
        assert progress is None


def test_long_texts_are_wrapped_on_a_terminal() -> None:
    with terminal_in_color():
        lines = render(["text"], [["word " * 60]], Format.TABLE).splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) > 2


def test_one_very_long_text_does_not_move_all_other_lines() -> None:
    rows = [["a", 1], ["x" * 50_000, 20], ["b", 3]]
    lines = render(["text", "n"], rows, Format.TABLE).splitlines()
    assert [lines[0], lines[1], lines[3]] == ["text   n", "a      1", "b      3"]
    assert lines[2] == f"{'x' * 50_000}  20"


def test_wide_characters_count_for_two_columns() -> None:
    lines = render(["a", "b"], [["漢字", "x"], ["abcd", "y"]], Format.TABLE).splitlines()
    assert lines == ["a     b", "漢字  x", "abcd  y"]


def test_rows_beyond_what_anybody_reads_are_not_wrapped() -> None:
    with terminal_in_color():
        lines = render(["text"], [["word " * 60]] * 5_000, Format.TABLE).splitlines()
    assert len(lines) == 5_001


def test_a_table_shows_plain_values() -> None:
    rows = [[None, "yes", True, 1.5, ["a", "b"], {"k": 1}, "a\x1b[31mb\nc"]]
    line = render(list("nsbflmt"), rows, Format.TABLE).splitlines()[1]
    assert line.split() == ["yes", "true", "1.5", "a;", "b", '{"k":', "1}", "a\\x1b[31mb", "c"]


def test_details_are_for_the_curious(project: Path, run: Run) -> None:
    claims = project / "data/edges/claims.csv"
    text = claims.read_text().replace("c-funded,It says that there was no payment.", ",")
    claims.write_text(text)
    assert "GK515" in run("-v", "analyze", "summary").err
    assert "GK515" not in run("analyze", "summary").err
    assert "1 warning" in run("analyze", "summary").err


def test_a_result_cannot_act_on_a_terminal_and_is_whole_in_a_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with terminal_in_color() as screen:
        Terminal().result("name\n\x1b[2Jx")
    assert screen.getvalue() == "name\n\\x1b[2Jx\n"
    Terminal().result("name\n\x1b[2Jx")
    assert capsys.readouterr().out == "name\n\x1b[2Jx\n"


def test_a_terminal_is_cleared_and_nothing_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with terminal_in_color() as screen:
        Terminal().clear()
    assert screen.getvalue() == "\x1b[2J\x1b[H"
    Terminal().clear()
    assert capsys.readouterr().out == ""
    with terminal_in_color() as screen:
        monkeypatch.setenv("TERM", "dumb")
        Terminal().clear()
    assert screen.getvalue() == ""
