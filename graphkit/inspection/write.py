"""A draft → YAML with comments. No text of data becomes anything but a comment or quoted text."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.errors import printable
from graphkit.inspection.draft import Draft, Part
from graphkit.schema.yamltext import yaml_inline

_LONGEST = 400


def draft_text(draft: Draft) -> str:
    r"""Return a draft as the text of a `schema.yaml`.

    Example:
        >>> city = Part("City", remarks=("3 nodes, one of them \n`*/.",))
        >>> draft = Draft("s", "inline", ("Of x.",), (), (city,), (), {}, {})
        >>> print(draft_text(draft), end="")
        # Of x.
        schema: s
        version: "0.1.0"
        nodes:
          # 3 nodes, one of them \n`*/.
          City: {}
        edges: {}
    """
    return "".join(f"{line}\n" for line in _lines(draft))


def comment(text: str) -> str:
    r"""Return a sentence as a comment, on one line whatever it holds.

    Example:
        >>> print(comment("a\nb: c"))
        # a\nb: c
    """
    shown = printable(text)
    return f"# {shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + '…'}"


def _lines(draft: Draft) -> Iterator[str]:
    yield from map(comment, draft.remarks)
    yield f"schema: {yaml_inline(draft.name)}"
    yield 'version: "0.1.0"'
    if draft.claims != "inline":
        yield f"claims: {draft.claims}"
    if draft.enums:
        yield "enums:"
    for part in draft.enums:
        said = "".join(f"  {comment(remark)}" for remark in part.remarks)
        yield f"  {yaml_inline(part.name)}: {yaml_inline(part.says['members'])}{said}"
    for section, parts in (("nodes", draft.nodes), ("edges", draft.edges)):
        yield f"{section}:" if parts else f"{section}: {{}}"
        for part in parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    for remark in part.remarks:
        yield f"  {comment(remark)}"
    name = yaml_inline(part.name)
    if not part.says and not part.properties:
        yield f"  {name}: {{}}"
        return
    yield f"  {name}:"
    for key, value in part.says.items():
        yield f"    {key}: {yaml_inline(value)}"
    if part.properties:
        yield "    properties:"
    for prop in part.properties:
        said = "; ".join(prop.remarks)
        yield f"      {yaml_inline(prop.name)}: {yaml_inline(prop.says)}  {comment(said)}"
