"""Any bytes, and inputs of the corpus with a few of their parts changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import CORPUS, TARGETS

NAMES = list(TARGETS)
SEEDS = {name: sorted(path.read_bytes() for path in (CORPUS / name).iterdir()) for name in NAMES}
# What means something in one of the formats, or to what reads them.
TOKENS = [
    *(bytes([byte]) for byte in b"\0\t\n\r\"',;:-=#$`/\\[]{}<>|&*!%@~?+.0aX"),
    *(b"\r\n", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xa8"),
    *(b"---\n", b"=== nodes/One.csv\n", b"=== schema.yaml\n", b"=== dataset.yaml\n"),
    *(b"NaN", b"1e999", b"-0", b"99999999999999999999", b"\\ud800", b"null", b"[[[[", b"{{{{"),
    *(b"2014-02-30", b"../..", b"\x1b[2J", b"id", b"type", b"source", b"pattern", b"(a+)+$"),
]


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """Draw an input of the corpus in which a few places are overwritten, cut or repeated."""
    data = draw(st.sampled_from(SEEDS[name]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 12))
        match draw(st.integers(0, 3)):
            case 0:
                new = draw(st.sampled_from(TOKENS))
            case 1:
                new = b""
            case 2:
                new = data[at : at + length] * 3
            case _:
                new = draw(st.binary(max_size=8))
        data = data[:at] + new + data[at + length :]
    return data


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_sound_or_have_problems_at_places(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(data=st.data())
def test_any_change_of_the_corpus_is_sound_or_has_problems(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(changed(name)))
