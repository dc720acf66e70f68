"""What counts as a mention of a name, and what does not."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.mentions import Mentions


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zelda Quill", "ZELDA\nQUILL came"),
        ("Zelda Quill", "zelda-quill_photo.png"),
        ("Zelda Quill", "@ZeldaQuillOfficial"),
        ("Zelda Quill", "Ze\u00adlda\u200b Qui\u0301ll"),
        ("Zélda Quill", "Zelda Quill"),
        ("Straße 12", "STRASSE, 12"),
        (
            "\u0418\u0432\u0430\u043d\u043e\u0432",
            "\u0418\u0432\u0430\u043d\u043e\u0432\u043e\u0439",
        ),  # with its ending
        ("Ann", "says Ann."),
        ("Ann", "ANN"),
        ("王小明", "今天王小明说"),
        ("王明", "今天王明说"),
        ("أحمد", "وأحمد قال"),
        ("★★★", "the ★★★ club"),
        ("007", "agent 007"),
        ("Zelda Quill", "Quill, Zelda"),
        ("Zelda van der Quill", "Quill, Zelda van der"),
        ("Ann Bo", "BO, ANN"),
        ("Zelda Quill", "https://example.org/?q=Zelda%20Quill"),
        ("Z\u00e9lda Qu\u00efll", "https://example.org/Z%c3%a9lda_Qu%C3%AFll"),
        ("Z\u00e9lda Qu\u00efll", "https://example.org/Ze%CC%81lda%20Qui%CC%88ll"),
        ("\u738b\u660e", "https://example.org/%E7%8E%8B%E6%98%8E"),
        ("\u0141ucja Kwiat", "Lucja Kwiat"),
        ("S\u00f8ren Bl\u00e5", "soren bla"),
        # one letter has a Persian and an Arabic form; the sign between letters only widens them
        (
            "\u06a9\u06cc\u0627\u0646 \u0631\u0627\u062f",
            "\u0643\u064a\u0627\u0646 \u0631\u0627\u062f",
        ),
        (
            "\u06a9\u06cc\u0627\u0646 \u0631\u0627\u062f",
            "\u06a9\u06cc\u0640\u0627\u0646 \u0631\u0627\u062f",
        ),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    assert Mentions([name]).in_text(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann", "annual"),
        ("Ann", "Hannah"),
        ("An", "an owl"),
        ("a", "a"),
        ("王", "王明"),
        ("Zelda Quill", "Zelda, and a quill"),
        ("", "anything"),
        ("  ", "  "),
        ("007", "10070"),
    ],
)
def test_other_texts_are_left_alone(name: str, text: str) -> None:
    assert not Mentions([name]).in_text(text)


LETTERS = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"]), min_size=3, max_size=12)


@given(LETTERS, st.text(max_size=5), st.text(max_size=5))
def test_a_name_between_spaces_is_always_found(name: str, before: str, after: str) -> None:
    text = f"{before} {name.swapcase()} {after}".encode(errors="ignore").decode()
    mentions = Mentions([name])
    assert mentions.in_text(f"x {name} y")
    assert mentions.in_text(text) or name.swapcase().swapcase() != name


def test_an_absent_text_mentions_nothing() -> None:
    frame = pl.DataFrame({"text": [None, "", "Zelda"], "list": [None, [], ["x", "Zelda"]]})
    mentions = Mentions(["Zelda"])
    found = frame.select(mentions.within(pl.col("text")), mentions.in_list(pl.col("list")))
    assert found.rows() == [(False, False), (False, False), (True, True)]
