"""Names as they stand in Cypher: escaped, so that none becomes code."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.errors import UsageError
from graphkit.schema.quoting import shown


def name(text: str) -> str:
    r"""Return a label, type or property name so that it can stand in a query as one.

    Raises:
        UsageError: Where it holds a backslash: Neo4j reads `\u0060` in a query as a backtick,
            before anything else.

    Example:
        >>> print(name("HOSTS"), name("a`b"))
        `HOSTS` `a``b`
    """
    if "\\" in text:
        message = f"The name {shown(text)} holds a backslash, which no Neo4j can keep safely."
        raise UsageError(message, "Names are letters, digits and _.")
    doubled = text.replace("`", "``")
    return f"`{doubled}`"


def labels(names: Iterable[str]) -> str:
    """Return labels as they stand behind a variable.

    Example:
        >>> labels(["Actor", "Group"])
        ':`Actor`:`Group`'
    """
    return "".join(f":{name(label)}" for label in names)
