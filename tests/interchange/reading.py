"""The drawings of these tests, and what can be anything."""

from pathlib import Path

from hypothesis import strategies as st

from graphkit.interchange.arrows import read_arrows
from graphkit.interchange.data_importer import read_data_importer
from graphkit.interchange.draft import Imported

HERE = Path(__file__).parent
ARROWS = ("people", "labels", "hostile")
MODELS = ("first", "second", "third")


def text_of(name: str) -> str:
    return (HERE / f"drawings/{name}.json").read_text(encoding="utf-8")


def read(name: str) -> Imported:
    reader = read_arrows if name in ARROWS else read_data_importer
    return reader(text_of(name), f"{name}.json", name)


NASTY = ["", "__proto__", 'a"b', "a\nb", "- x: y", "id", "type", "Document", "Entity", "CLOSES"]
NASTY += [
    "A",
    "B",
    "a_b",
    "a b",
    "x" * 120,
    "\ud800",
    "ß",
    "名",
    "no",
    "1",
    "null",
    "{}",
    "#",
    "&a",
]
NAMES = st.sampled_from(NASTY) | st.text(max_size=12)
NOTES = st.sampled_from(
    ["STRING", "int | | KEY", "c | str | unique", "LIST<DATE> | d | UNIQUE", "Point", "x | y | z"]
) | st.text("ab|< >[]!:#\"'\n", max_size=20)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=3),
    max_leaves=8,
)
