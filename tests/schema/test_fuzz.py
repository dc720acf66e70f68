"""Whatever stands in a schema file: there is a Schema, or Problems inside the file."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.schema.codes import Code
from graphkit.schema.declaration import known_keys
from graphkit.schema.load import schema_of
from graphkit.schema.yamlfile import parse_yaml
from tests.fuzz.targets import schema
from tests.schema.texts import FAULTS, HERE, SCHEMAS

TEXTS = [path.read_text() for path in (*SCHEMAS, HERE / "shown.yaml", *sorted(FAULTS.glob("*")))]
WORDS = sorted({word for text in TEXTS for word in re.findall(r"\w+|[^\w\s]|\n *", text)})
PARTS = ((), ("nodes", ""), ("edges", ""), ("", "", "display"), ("", "", "properties", ""))
KEYS = sorted({key for part in PARTS for key in known_keys(part)})
NAMES = ["A", "B", "C", "Document", "Entity", "id", "x", "a-b", "string", "list<string>", "T"]


def mutated(text: str, chance: random.Random) -> str:
    """Return a text in which a few words or lines are replaced, doubled, swapped or left out."""
    parts = re.split(r"(\s+|[^\w\s])", text)
    for _ in range(chance.choice([1, 2, 5, 20])):
        at = chance.randrange(len(parts))
        match chance.randrange(5):
            case 0:
                parts[at] = chance.choice(WORDS)
            case 1:
                parts[at] = ""
            case 2:
                parts.insert(
                    at, chance.choice([*WORDS, "&a ", "*a", "!!int ", '"', "\t", "\0", "- "])
                )
            case 3:
                other = chance.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
            case _:
                parts[at : at + 3] = parts[at : at + 3] * 2
    return "".join(parts)


@pytest.mark.parametrize("text", TEXTS[1:3], ids=["ownership", "shown"])
@settings(max_examples=150)
@given(chance=st.randoms(use_true_random=False))
def test_a_schema_with_any_typo_is_read_or_has_problems(text: str, chance: random.Random) -> None:
    schema(mutated(text, chance).encode())


@settings(max_examples=100)
@given(chance=st.randoms(use_true_random=False))
def test_a_schema_with_many_faults_and_any_typo_has_problems(chance: random.Random) -> None:
    schema(mutated(chance.choice(TEXTS[3:]), chance).encode())


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_or_has_problems(text: str) -> None:
    schema(text.encode())


LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from([*NAMES, *KEYS, "state", "reified", "#123456", "1.0.0", "2014-01-01", "("])
    | st.text(st.characters(codec="utf-8"), max_size=5)
)
ANY = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, *NAMES]), inner, max_size=4)
    ),
    max_leaves=10,
)
NAME_LISTS = st.lists(st.sampled_from(NAMES), max_size=3)
PROPERTY = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "date", "datetime", "list<T>", "edtf"]) | ANY},
    optional={key: ANY for key in ("min", "max", "pattern", "length", "required", "unique", "x")},
)
PROPERTIES = st.dictionaries(st.sampled_from(NAMES), PROPERTY | ANY, max_size=3)
NODE = st.fixed_dictionaries(
    {},
    optional={
        "abstract": st.booleans() | ANY,
        "extends": st.sampled_from(NAMES) | ANY,
        "properties": PROPERTIES | ANY,
        "display": st.fixed_dictionaries({"label": st.sampled_from(NAMES)}) | ANY,
    },
)
EDGE = st.fixed_dictionaries(
    {},
    optional={
        **{key: NAME_LISTS | ANY for key in ("source", "target", "between", "contradicts")},
        **{key: NAME_LISTS | ANY for key in ("closes", "key")},
        "symmetric": st.booleans() | ANY,
        "inverse": st.sampled_from(NAMES) | ANY,
        "properties": PROPERTIES | ANY,
        "max_sources_per_target": ANY,
    },
)
SCHEMA = st.fixed_dictionaries(
    {
        "schema": st.just("s") | ANY,
        "version": st.just("1.0.0") | ANY,
        "nodes": st.dictionaries(st.sampled_from(NAMES), NODE | ANY, max_size=4) | ANY,
    },
    optional={
        "edges": st.dictionaries(st.sampled_from([*NAMES, "R", "S"]), EDGE | ANY, max_size=4) | ANY,
        "enums": st.dictionaries(st.sampled_from(NAMES), NAME_LISTS | ANY, max_size=2) | ANY,
        "claims": ANY,
        "node": ANY,
    },
)


@settings(max_examples=300)
@given(SCHEMA | ANY)
def test_any_values_in_the_form_of_a_schema_are_read_or_have_problems(value: object) -> None:
    schema(written(value).encode())


def written(value: object) -> str:
    """Write a value as YAML in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        escaped = "".join(f"\\U{ord(char):08x}" if not char.isalnum() else char for char in value)
        return f'"{escaped}"'
    return {None: "~", True: "true", False: "false"}.get(value, repr(value))  # type: ignore[call-overload,no-any-return]


def test_the_codes_of_the_fuzz_are_those_of_the_schema() -> None:
    found = set()
    for text in TEXTS:
        source = parse_yaml(text, "schema.yaml", code="GK201")
        found |= {problem.code for problem in schema_of(source)[1]}
    assert found == {code.value for code in Code}
