"""A style sheet for Neo4j Browser: each type in the color and with the caption of the schema."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.schema.model import Display, Schema

_CLAIM = "node.Claim {\n  color: #D0D3D9;\n  diameter: 30px;\n  caption: '{edge_type}';\n}"


def grass(schema: Schema) -> str:
    r"""Return a graph style sheet (GraSS) for the types of a schema.

    A type without a color is left to the Browser. Types stand behind those that they inherit from,
    so that the nearest one counts.

    Args:
        schema: The schema.

    Example:
        >>> from graphkit.schema.load import parse_schema
        >>> town = '{display: {color: "#59A14F"}, properties: {name: {type: string}}}'
        >>> schema, _ = parse_schema(f"schema: s\nversion: 1.0.0\nnodes: {{Town: {town}}}")
        >>> print(grass(schema).split("\n\n")[1])
        node.Town {
          color: #59A14F;
          caption: '{name}';
        }
    """
    return "\n\n".join(_rules(schema)) + "\n"


def _rules(schema: Schema) -> Iterator[str]:
    yield "node {\n  caption: '{id}';\n}"
    for node in sorted(schema.nodes.values(), key=lambda node: len(node.labels)):
        yield _rule(f"node.{node.name}", node.display, f"{{{node.label_property}}}")
    yield _CLAIM
    for edge in schema.edges.values():
        yield _rule(f"relationship.{edge.name}", edge.display, "<type>")


def _rule(selector: str, display: Display, caption: str) -> str:
    color = [] if display.color is None else [f"  color: {display.color};"]
    return "\n".join([f"{selector} {{", *color, f"  caption: '{caption}';", "}"])
