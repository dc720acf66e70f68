"""Values written as YAML are read back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.schema.yamlfile import parse_yaml
from graphkit.schema.yamltext import Plain, yaml_text

# What YAML can hold at all: no half characters, and no NUL, which no file of ours may have.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(["no", "true", "~", "1e3", "- a", "a: b", "#", "!!x", "&a", "2014-01-01"])
)
VALUES = st.dictionaries(
    TEXTS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@given(VALUES)
def test_any_value_is_read_back_and_stays_on_its_line(value: dict[str, Plain]) -> None:
    text = yaml_text(value)
    read = parse_yaml(text, "x.yaml", code="GK201")
    assert read.problems == ()
    assert read.data == value or (value == {} and read.data is None)
    assert all(char.isprintable() for line in text.split("\n") for char in line)


def test_words_stand_as_they_are_and_other_texts_between_quotes() -> None:
    assert yaml_text({"a": "list<string>", "b": "no: c", "c": ["x", "y;z"]}) == (
        'a: list<string>\nb: "no: c"\nc: [x, "y;z"]\n'
    )
