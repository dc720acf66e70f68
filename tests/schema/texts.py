"""Short ways to the schemas that the tests begin with."""

from pathlib import Path

from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAULTS = HERE / "faults"
GOLDEN = HERE / "golden"
SCHEMAS = (ROOT / "data" / "schema.yaml", ROOT / "examples" / "ownership" / "schema.yaml")
HEAD = "schema: small\nversion: 1.0.0\n"


def sound(text: str) -> Schema:
    """Return the schema of a text that has no Problems."""
    schema, problems = parse_schema(HEAD + text)
    assert problems == []
    return schema


def faults(text: str) -> list[str]:
    """Return the Problems of a text whose first line is the third of its file."""
    _, problems = parse_schema(HEAD + text)
    return [str(problem).removeprefix("schema.yaml:") for problem in problems]


def property_faults(declared: str) -> list[str]:
    """Return what is wrong with one property, without its place."""
    found = faults(f"nodes: {{Thing: {{properties: {{it: {declared}}}}}}}")
    return [fault.split(" ", 1)[1] for fault in found]
