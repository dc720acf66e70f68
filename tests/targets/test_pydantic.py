"""The module of pydantic models: Python imports it, mypy reads it, real rows become models."""

from __future__ import annotations

import ast
import subprocess
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from graphkit.graph.frames import CLAIM_DTYPES
from graphkit.pipeline import Graph
from graphkit.schema.model import Schema
from graphkit.targets.pydantic import pydantic
from tests.targets.schemas import CASE, case, everything, hostile_schemas, ownership
from tests.views.hostile import hostile_schema


def module(schema: Schema) -> ModuleType:
    made = ModuleType("models_of_a_schema")
    sys.modules[made.__name__] = made  # pydantic looks for names there
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(pydantic(schema).text, "models.py", "exec"), made.__dict__)
    return made


@pytest.mark.parametrize("graph", [case(), ownership()], ids=["case", "ownership"])
def test_every_real_row_becomes_a_model(graph: Graph) -> None:
    models = module(graph.schema)
    for name, frame in graph.nodes.items():
        for row in frame.iter_rows(named=True):
            present = {key: value for key, value in row.items() if value is not None}
            node = models.NODE_TYPES[name](**present)
            assert node.type_name == name
            assert node.model_dump(by_alias=True, exclude_unset=True) == present
    for name, frame in graph.claims.items():
        declared = graph.schema.edges[name].properties
        columns = ["id", "source", "target", *declared, *CLAIM_DTYPES]
        for row in frame.select(columns).iter_rows(named=True):
            models.EDGE_TYPES[name](**{k: v for k, v in row.items() if v is not None})


def test_types_inherit_and_abstract_ones_have_no_nodes() -> None:
    models = module(CASE)
    assert issubclass(models.Country, models.Authority)
    assert models.Country.LABELS == ("Country", "Authority", "Actor", "Named", "Entity")
    assert models.Country.__doc__ == "A state, also as a place."
    with pytest.raises(TypeError, match="abstract"):
        models.Actor(id="a", name="A")


SOUND: dict[str, Any] = {"id": "s", "name": "n", "code": "AB-1", "numbers": [1]}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": None}, "code"),
        ({"code": "xAB-1"}, "code"),
        ({"code": "AB-1234"}, "code"),
        ({"digits": "x"}, "digits"),
        ({"count": 0}, "count"),
        ({"count": "nineteen"}, "count"),
        ({"weight": float("nan")}, "weight"),
        ({"taken": "1949-12-31"}, "taken"),
        ({"seen": "2029-12-31T23:00:01Z"}, "seen"),
        ({"seen": "2014-02-28T12:00"}, "seen"),
        ({"grade": "lowest"}, "grade"),
        ({"grades": ["low", "low", "low"]}, "grades"),
        ({"numbers": [1, 10]}, "numbers"),
        ({"page": "x.example"}, "page"),
        ({"id": "a b"}, "id"),
        ({"nmae": "x"}, "nmae"),
    ],
)
def test_values_at_fault_are_refused(change: dict[str, Any], fault: str) -> None:
    models = module(everything())
    models.Sample(**SOUND)
    with pytest.raises(ValidationError) as raised:
        models.Sample(**{**SOUND, **change})
    assert {error["loc"][0] for error in raised.value.errors()} == {fault}


def test_a_property_may_be_called_as_what_a_class_has() -> None:
    edge = module(ownership().schema).OWNS(source="a", target="b", register="north")
    assert edge.register_ == "north"


def test_names_that_python_has_already_are_aliases() -> None:
    models = module(everything())
    part = models.Part(**SOUND, **{"class": "a", "str": "b", "model_dump": "c", "Mode": "x"})
    assert (part.class_, part.str_, part.model_dump_) == ("a", "b", "c")
    assert part.Mode_ is models.Mode.X
    assert [each.value for each in models.Grade] == ["low", "2nd", "class"]
    assert part.model_dump(by_alias=True, exclude_unset=True)["class"] == "a"


def test_what_it_cannot_express_stands_in_its_comments() -> None:
    told = pydantic(everything())
    assert "No two nodes of Thing share a name." in told.missing
    assert all(f"# - {sentence}\n" in told.text for sentence in told.missing)


@pytest.mark.parametrize("schema", [CASE, everything(), hostile_schema()])
def test_mypy_has_nothing_against_it(schema: Schema, tmp_path: Path) -> None:
    file = tmp_path / "models.py"
    file.write_text(pydantic(schema).text, "utf-8")
    options = ("--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache"))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout


@given(hostile_schemas())
def test_no_name_becomes_code(schema: Schema) -> None:
    models = module(schema)
    assert set(models.NODE_TYPES) == set(schema.own_types)
    assert set(models.EDGE_TYPES) == set(schema.edges)
    for name in schema.own_types:
        values: dict[str, Any] = {"id": "a"}
        for prop in schema.nodes[name].properties.values():
            word = getattr(prop.type, "members", ("x",))[0]
            values[prop.name] = [word] if prop.type.name.startswith("list<") else word
        node = models.NODE_TYPES[name](**values)
        assert node.type_name == name
        assert schema.nodes[name].labels == node.LABELS
        assert node.model_dump(by_alias=True) == values


@given(hostile_schemas())
def test_a_module_has_nothing_but_imports_classes_and_tables(schema: Schema) -> None:
    tree = ast.parse(pydantic(schema).text)
    kinds = {type(statement) for statement in tree.body[1:]}
    assert kinds <= {ast.ImportFrom, ast.Import, ast.ClassDef, ast.Assign, ast.AnnAssign}
    expected = 3 + len(schema.enums) + len(schema.nodes) + len(schema.edges)
    assert sum(isinstance(statement, ast.ClassDef) for statement in tree.body) == expected
