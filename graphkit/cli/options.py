"""Arguments and options that several commands share.

Annotations are objects here, not text, so that options can be handed on to commands.
"""

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.graph.filters import Filter

DataArgument = Annotated[
    str | None,
    typer.Argument(metavar="DATA", help="The dataset's folder.", show_default="data, else ."),
]
DatasetsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DATA", help="The dataset's folder, or several.", show_default="data, else ."
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="URI|FOLDER",
        help="The store to ask.",
        show_default="NEO4J_URI, else the embedded store of DATA",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")]


def environment() -> Mapping[str, str]:
    """Return the environment's variables, and those of a `.env` file that it does not have."""
    from dotenv import dotenv_values

    try:
        stored = dotenv_values(".env", interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        message = f"The file .env cannot be read: {error}."
        raise UsageError(message) from None
    return {**{name: value for name, value in stored.items() if value is not None}, **os.environ}


def _filter_options(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="What holds on this day: surely, possibly, or unknown."
        ),
    ] = None,
    sure: Annotated[
        bool, typer.Option("--sure", help="With --as-of: only what surely holds.")
    ] = False,
    known_on: Annotated[
        str | None, typer.Option("--known-on", metavar="DAY", help="What was recorded by this day.")
    ] = None,
    according_to: Annotated[
        str | None,
        typer.Option(
            "--according-to", metavar="NODE", help="Claims whose innermost speaker is NODE."
        ),
    ] = None,
    reported_by: Annotated[
        str | None,
        typer.Option(
            "--reported-by", metavar="NODE", help="Claims whose outermost speaker is NODE."
        ),
    ] = None,
    first_hand: Annotated[
        bool, typer.Option("--first-hand", help="Claims that reach us through nobody else.")
    ] = False,
    polarity: Annotated[
        list[str] | None, typer.Option("--polarity", help="positive, negative; repeatable.")
    ] = None,
    modality: Annotated[
        list[str] | None,
        typer.Option("--modality", help="asserted, alleged, reputed, presupposed; repeatable."),
    ] = None,
    realization: Annotated[
        list[str] | None,
        typer.Option(
            "--realization", help="actual, attempted, planned, promised, hoped; repeatable."
        ),
    ] = None,
    node_type: Annotated[
        list[str] | None,
        typer.Option("--node-type", help="Edges between nodes of this type; repeatable."),
    ] = None,
    edge_type: Annotated[
        list[str] | None, typer.Option("--edge-type", help="Edges of this type; repeatable.")
    ] = None,
    contested: Annotated[
        bool | None,
        typer.Option("--contested/--no-contested", help="Only what is contested, or what is not."),
    ] = None,
) -> "Filter":
    from graphkit.graph.filters import Filter, as_day

    return Filter(
        as_of=as_day(as_of),
        sure=sure,
        known_on=as_day(known_on),
        according_to=according_to,
        reported_by=reported_by,
        first_hand=first_hand,
        polarity=tuple(polarity or ()),
        modality=tuple(modality or ()),
        realization=tuple(realization or ()),
        node_types=tuple(node_type or ()),
        edge_types=tuple(edge_type or ()),
        contested=contested,
    )


@dataclass(frozen=True)
class Source:
    """Where a graph comes from, as given.

    Attributes:
        store: A store's address or folder; None where the files of the dataset are meant.
        dataset: The name of the dataset in it.
        schema: A file with its schema.
        limit: How many claims are read from it at most.
    """

    store: str | None = None
    dataset: str | None = None
    schema: Path | None = None
    limit: int | None = None


def _source_options(
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="URI|FOLDER",
            help="A store to read the graph from; --node-type and --edge-type limit what is read.",
            show_default="the files of DATA",
        ),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(
            "--dataset",
            metavar="NAME",
            help="With --from: the dataset that is meant.",
            show_default="that of DATA, else the only one there",
        ),
    ] = None,
    schema: Annotated[
        Path | None,
        typer.Option(
            "--schema",
            metavar="FILE",
            help="With --from: its schema, for a database that graphkit did not load.",
            show_default="that of DATA, else the one that the store keeps",
        ),
    ] = None,
    read_limit: Annotated[
        int | None,
        typer.Option(
            "--read-limit",
            metavar="N",
            min=0,
            help="With --from: at most N claims, each with its ends.",
        ),
    ] = None,
) -> Source:
    more = {"--dataset": dataset, "--schema": schema, "--read-limit": read_limit}
    given = [name for name, value in more.items() if value is not None]
    if source is None and given:
        message = f"{given[0]} is about a store, and none is named."
        raise UsageError(message, "Name it with --from.")
    return Source(source, dataset, schema, read_limit)


def _given(
    options: Callable[..., object], name: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command more options; it receives them as one argument of that name."""
    more = inspect.signature(options)
    names = list(more.parameters)

    def give(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command)

        @wraps(command, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
        def whole(**given: Any) -> None:
            value = options(**{each: given.pop(each) for each in names})
            command(**given, **{name: value})

        parameters = [p for p in own.parameters.values() if p.name != name]
        keyword = inspect.Parameter.KEYWORD_ONLY
        every = [p.replace(kind=keyword) for p in (*parameters, *more.parameters.values())]
        whole.__signature__ = own.replace(parameters=every)  # type: ignore[attr-defined]
        del whole.__wrapped__  # its signature is not ours
        whole.__annotations__ = {p.name: p.annotation for p in every}
        return whole

    return give


with_filter = _given(_filter_options, "chosen")
"""Give a command the filter's options; it receives them as one Filter, `chosen`."""

with_source = _given(_source_options, "origin")
"""Give a command the options of where its graph comes from, as one Source, `origin`."""
