"""What documents say about people, organizations and states, as a checked, typed graph.

Example:
    >>> import graphkit as gk
    >>> graph = gk.build(gk.read("data"))
    >>> g = graph.to_networkx(as_of="2013-01-01")
    >>> g.has_edge("us-government", "mek")
    True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.errors import (
        DataError,
        GraphkitError,
        Problem,
        QueryError,
        Refused,
        Severity,
        StoreError,
        StoreLocked,
        StoreUnreachable,
        UsageError,
    )
    from graphkit.graph.dataset import Dataset
    from graphkit.graph.filters import Filter
    from graphkit.pipeline import (
        Graph,
        Sifted,
        build,
        check,
        connect,
        export,
        load_schema,
        read,
        read_store,
        sift,
        write_page,
        write_quarantine,
    )
    from graphkit.readers.networks import from_networkx
    from graphkit.readers.objects import dataset
    from graphkit.schema.model import Schema
    from graphkit.stores.plan import Plan, Terms

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "Dataset",
    "Filter",
    "Graph",
    "GraphkitError",
    "Plan",
    "Problem",
    "QueryError",
    "Refused",
    "Schema",
    "Severity",
    "Sifted",
    "StoreError",
    "StoreLocked",
    "StoreUnreachable",
    "Terms",
    "UsageError",
    "__version__",
    "build",
    "check",
    "connect",
    "dataset",
    "export",
    "from_networkx",
    "load_schema",
    "read",
    "read_store",
    "sift",
    "write_page",
    "write_quarantine",
]

_HOMES = {
    "graphkit.errors": (
        "DataError",
        "GraphkitError",
        "Problem",
        "QueryError",
        "Refused",
        "Severity",
        "StoreError",
        "StoreLocked",
        "StoreUnreachable",
        "UsageError",
    ),
    "graphkit.graph.dataset": ("Dataset",),
    "graphkit.graph.filters": ("Filter",),
    "graphkit.readers.networks": ("from_networkx",),
    "graphkit.readers.objects": ("dataset",),
    "graphkit.schema.model": ("Schema",),
    "graphkit.stores.plan": ("Plan", "Terms"),
    "graphkit.pipeline": (
        "Graph",
        "Sifted",
        "build",
        "check",
        "connect",
        "export",
        "load_schema",
        "read",
        "read_store",
        "sift",
        "write_page",
        "write_quarantine",
    ),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `graphkit --help` needs none of them."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(home), name)
            globals()[name] = value
            return value
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
