"""The page: one HTML file that needs no network and runs nothing that comes from the data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final, Literal

from graphkit import __version__
from graphkit.errors import Refused, UsageError
from graphkit.graph.filters import NO_FILTER, Filter
from graphkit.graph.graph import Graph
from graphkit.graph.portrait import portrait
from graphkit.schema.model import Schema
from graphkit.views import dates, style
from graphkit.views.comparing import compared
from graphkit.views.grouping import DRAWN
from graphkit.views.network import NO_PLACES, OPTIONS, Places, arranged, draw, mapped
from graphkit.views.packing import in_columns, packed
from graphkit.views.payload import Payload, build_payload
from graphkit.views.tour import Step
from graphkit.views.words import parts, say

Layout = Literal["forces", "time", "communities", "rings"]

TEMPLATE: Final = Path(__file__).parent / "template"

MODULES: Final = (
    "state",
    "holding",
    "passages",
    "paths",
    "picture",
    "rings",
    "sheets",
    "skeleton",
    "unpacking",
    "data",
    "dom",
    "glyphs",
    "arranging",
    "sentences",
    "communities",
    "far",
    "labels",
    "drawing",
    "search",
    "citing",
    "asking",
    "disputes",
    "lifetime",
    "changes",
    "menu",
    "reader",
    "cards",
    "legend",
    "filters",
    "timeline",
    "svg",
    "takeaway",
    "table",
    "tour",
    "page",
)
"""The script's modules in `template/script`, each after those that it imports from."""

FIRST: Final = ("words", "say", "behind", "groups", "opener")
"""Those that need no data: they draw a large page before that is unpacked."""

MARK: Final = '<meta name="generator" content="graphkit '
"""By this a page is known as one that graphkit wrote."""

_LIBRARY: Final = Path("lib") / "vis-9.1.2" / "vis-network.min.js"


def write_page(
    graph: Graph,
    path: str | Path,
    *,
    filter: Filter = NO_FILTER,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
    layout: Layout = "forces",
    places: Places = NO_PLACES,
    tour: Sequence[Step] = (),
    today: date | None = None,
    earlier: Graph | None = None,
) -> Path:
    """Write a graph as one interactive HTML file.

    Args:
        graph: The graph.
        path: The file. It may replace a page that graphkit wrote, and nothing else.
        filter: Which claims become edges.
        title: The headline; the graph's title where none is given.
        focus: The id of a node; then only what is near it is shown.
        hops: How far from it, in edges.
        only: The ids of the nodes and claims to show; all where None.
        layout: How the nodes are set out when it opens: by forces, by time, by community, or in
            rings around `focus`.
        places: Where nodes lie whatever the forces say, as `read_places` returns it.
        tour: Views that a reader is led through, as `read_tour` returns them.
        today: The day that stands at the page's foot; the current one where none is given.
        earlier: Another graph, with which this one is compared: what it alone says is shown, too.

    Returns:
        The file.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where there is no such node, the filter names what is not there, or the file
            cannot be written.
    """
    return _written(
        Path(path),
        lambda: render_page(
            graph,
            filter=filter,
            title=title,
            focus=focus,
            hops=hops,
            only=only,
            layout=layout,
            places=places,
            tour=tour,
            today=today,
            earlier=earlier,
        ),
    )


def _written(target: Path, rendered: Callable[[], str]) -> Path:
    """Write a page where nothing else is in the way, which is looked at first."""
    _refuse_others(target)
    page = rendered()
    try:
        target.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}."
        raise UsageError(message) from error
    return target


def render_page(
    graph: Graph,
    *,
    filter: Filter = NO_FILTER,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    only: frozenset[str] | None = None,
    layout: Layout = "forces",
    places: Places = NO_PLACES,
    tour: Sequence[Step] = (),
    today: date | None = None,
    earlier: Graph | None = None,
) -> str:
    """Return a graph as the text of one interactive HTML file; see `write_page`."""
    payload = build_payload(graph, filter, title=title, focus=focus, hops=hops, only=only)
    if earlier is not None:
        payload = compared(build_payload(earlier, filter), payload)
    return _rendered(payload, layout, places, tour, today)


def write_schema_page(
    schema: Schema, path: str | Path, *, data: Graph | None = None, today: date | None = None
) -> Path:
    """Write a schema as one interactive HTML file: its types, and what may lead between them.

    Args:
        schema: The schema.
        path: The file. It may replace a page that graphkit wrote, and nothing else.
        data: A graph of it: its numbers and some names are told, too.
        today: The day that stands at the page's foot; the current one where none is given.

    Returns:
        The file.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where the file cannot be written.
    """
    payload = build_payload(portrait(schema, data), only=frozenset(schema.nodes))
    numbers = say(
        "shown.schema",
        nodes=say("counts.nodeTypes", count=len(schema.nodes)),
        edges=say("counts.edgeTypes", count=len(schema.edges)),
    )
    payload["shown"] = f"{numbers} {schema.description}".strip()
    payload["isSchema"] = True
    return _written(Path(path), lambda: _rendered(payload, "forces", NO_PLACES, (), today))


def _rendered(
    payload: Payload,
    layout: Layout,
    places: Places,
    tour: Sequence[Step],
    today: date | None,
) -> str:
    other_ways = arranged(payload)
    if layout != "forces":
        _refuse_layout(layout, other_ways, payload["focus"])
    there = {node["id"] for node in payload["nodes"]}
    saved = {name: place for name, place in places.items() if name in there}
    day = today if today is not None else date.today()
    steps = [asdict(step) for step in tour]
    known = {"compared": False, "isSchema": False, "groups": None, **payload}
    known |= {"arranged": other_ways, "layout": layout, "tour": steps, "fading": style.FADED}
    known |= {"signs": style.SIGNS, "voices": style.VOICES, "lines": style.LINES}
    if len(payload["nodes"]) > DRAWN:
        known["groups"] = mapped(payload, saved)
        known["vis"] = {"nodes": [], "edges": [], "options": OPTIONS}
    else:
        network = draw(payload, saved)
        vis = {"nodes": network.nodes, "edges": network.edges, "options": network.options}
        known["vis"] = vis
    return _filled(known, dates.words(day.isoformat()))


def _refuse_layout(layout: Layout, arranged: Payload, focus: str | None) -> None:
    """Say so where nodes cannot be set out so."""
    if layout == "rings" and focus is None:
        message = "Rings lie around a node."
        raise UsageError(message, "Name it with --node.")
    if layout in ("time", "communities") and layout not in arranged:
        reason = {
            "time": "its claims name no two different days",
            "communities": "it falls into no parts",
        }[layout]
        message = (
            f"What is shown cannot be set out by {layout}: there are too many nodes, or {reason}."
        )
        raise UsageError(message, "Leave --layout out.")


def _filled(known: Payload, day: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    library, script = _library(), joined_script()
    css = (TEMPLATE / "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE), autoescape=True, undefined=StrictUndefined
    )
    groups = known["groups"]
    data = json_text(known if groups is None else in_columns(known))
    return environment.get_template("page.html.jinja").render(
        say=lambda key, **values: Markup("").join(parts(key, **values)),
        title=known["title"],
        shown=known["shown"],
        sources=_sources(known["documents"]),
        day=day,
        is_schema=known["isSchema"],
        version=__version__,
        data=inert(data) if groups is None else "",
        overview=None if groups is None else inert(json_text(_overview(groups))),
        packed=None if groups is None else packed(data),
        css=css,
        library=library,
        script=script,
        policy=_policy(css, library, script),
    )


def _overview(groups: Payload) -> Payload:
    """What a large page draws before it is unpacked."""
    return {"list": groups["list"], "lines": groups["lines"]}


def json_text(value: object) -> str:
    """Return JSON that can be written as UTF-8: a lone surrogate, legal in a JSON file, cannot."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def inert(text: str) -> str:
    r"""Return JSON that can stand in a script element: nothing in it can end the element.

    Example:
        >>> print(inert(json_text({"a": "</script>&"})))
        {"a":"\u003c/script\u003e\u0026"}
    """
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def joined_script() -> str:
    """Return the script's modules as one: each is a file of its own until a page is written."""
    first, rest = ("\n".join(map(_module, names)) for names in (FIRST, MODULES))
    return f'"use strict";\n(() => {{\n{first}\nopen(() => {{\n{rest}}});\n}})();\n'


def _module(name: str) -> str:
    text = (TEMPLATE / "script" / f"{name}.js").read_text(encoding="utf-8")
    text = re.sub(r"^import [^;]+;\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^export ", "", text, flags=re.MULTILINE)


def _library() -> str:
    """The text of vis-network, as pyvis brings it."""
    import pyvis

    text = (Path(pyvis.__file__).parent / _LIBRARY).read_text(encoding="utf-8")
    # The map lies on no server that a page may ask.
    return re.sub(r"\n//# sourceMappingURL=.*", "", text.replace("\r\n", "\n"))


def _policy(css: str, *scripts: str) -> str:
    """The Content-Security-Policy: these very texts may act, and nothing may be fetched."""
    allowed = " ".join(_digest(script) for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_digest(css)}",
            "img-src data:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sources(documents: dict[str, Payload]) -> list[dict[str, str]]:
    """One line for each document, with the one that it reports."""
    lines = []
    reported = {row["reports"] for row in documents.values() if "reports" in row}
    for name, row in documents.items():
        if name in reported:
            continue
        told = documents.get(row.get("reports", ""))
        lines.append({"text": _citation(row), "reports": _citation(told) if told else ""})
    return lines


def _citation(row: Payload) -> str:
    told = (row.get("author"), row["title"], row.get("publisher"), row.get("published"))
    return ", ".join(part for part in told if part)


def _refuse_others(path: Path) -> None:
    """Let a file be replaced only where graphkit wrote it."""
    if not path.exists():
        return
    if path.is_file():
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                if MARK in file.read(2000):
                    return
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}."
            raise UsageError(message) from error
    message = f"{path} is there already, and graphkit did not write it."
    raise Refused(message, "Name another file, or move it away.")
