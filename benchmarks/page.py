"""The page in a headless Chromium, beside the page that pyvis writes of the same nodes and edges.

The first frame is when the first line or node is drawn, from the moment at which the browser is
sent to the file. While panning, frames are counted for two seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import BrowserContext, sync_playwright

import graphkit as gk
from benchmarks import generate
from benchmarks.table import Line
from benchmarks.timing import scratch
from graphkit.graph.graph import Graph
from tests import system
from tests.browser import ARGUMENTS

SIZES: Final = {
    (100, 200): "1 s",
    (1_000, 2_000): "1 s",
    (5_000, 10_000): "1.5 s",
    (100_000, 500_000): "2 s",
}
"""Nodes and edges, and what is wanted of the first frame."""

MOST_STOCK: Final = 5_000
"""Of more nodes, pyvis's page is not tried: nobody waits for it."""

RUNS: Final = 3
PATIENCE: Final = 120.0
"""Seconds after which nobody waits for a first frame."""

SETTLING: Final = 10.0
"""Seconds that a page is left to itself before it is moved and searched."""

_WATCH: Final = """
for (const name of ["stroke", "fill"]) {
  const own = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    window.firstDrawn ??= performance.now();
    return own.apply(this, given);
  };
}
"""

_PAN: Final = """(network) => new Promise((done) => {
  const started = performance.now();
  let frames = 0;
  const step = (now) => {
    if (now - started > 2000) return done((frames * 1000) / (now - started));
    frames += 1;
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + (frames % 80 < 40 ? 6 : -6), y } });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""

_SEARCH: Final = """() => {
  const field = document.getElementById("query");
  const took = ["co", "com", "comp", "company 1", "company 17"].map((text) => {
    const started = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input"));
    field.getBoundingClientRect();
    return performance.now() - started;
  });
  return Math.max(...took);
}"""


@dataclass(frozen=True)
class Seen:
    """What was measured of a page.

    Attributes:
        first: Seconds until something is drawn; None where nobody waited for it.
        whole: Seconds until it can be worked with.
        frames: Frames a second while it is moved.
        search: Seconds that a search takes.
    """

    first: float | None
    whole: float = 0
    frames: float = 0
    search: float = 0


def lines(scale: float = 1) -> Iterator[Line]:
    """Measure; a scale below 1 takes the smallest page alone, and smaller."""
    chromium = system.CHROMIUM.find()
    if chromium is None:
        raise RuntimeError(system.CHROMIUM.missing)
    sizes = SIZES if scale == 1 else {(10, 20): "1 s"}
    with scratch() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for (nodes, edges), wanted in sizes.items():
            data = folder / f"data{nodes}"
            generate.edges(data, edges, nodes)
            graph = gk.build(gk.read(data))
            started = time.perf_counter()
            ours = gk.write_page(graph, folder / f"ours{nodes}.html")
            written = time.perf_counter() - started
            theirs = folder / f"theirs{nodes}.html"
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            context.set_offline(True)
            context.add_init_script(_WATCH)
            mine = [_see(context, ours, "graphkit.network", search=True) for _ in range(RUNS)]
            stock = None
            if nodes <= MOST_STOCK:
                stock = _see(context, _stock(graph, theirs), "network", search=False)
            context.close()
            yield _line(f"{nodes:,} nodes and {edges:,} edges", wanted, written, ours, mine, stock)
        browser.close()


def _line(
    what: str, wanted: str, written: float, page: Path, mine: list[Seen], stock: Seen | None
) -> Line:
    first = median(seen.first or PATIENCE for seen in mine)
    frames, search = median(s.frames for s in mine), median(s.search for s in mine)
    whole = median(s.whole for s in mine)
    other = "not tried" if stock is None else f"not within {PATIENCE:.0f} s"
    if stock is not None and stock.first is not None:
        other = f"first frame {stock.first:.2f} s, {stock.frames:.0f} frames/s, no search by name"
    return Line(
        f"page of {what}",
        f"first frame {first:.2f} s, whole {whole:.1f} s, {frames:.0f} frames/s, "
        f"search {search:.3f} s; written in {written:.1f} s, {page.stat().st_size / 2**20:.1f} MiB",
        f"pyvis as it is: {other}",
        "—" if stock is None or stock.first is None else f"{stock.first / first:.1f} times as soon",
        f"first frame within {wanted}, 24 frames/s, search within 0.2 s",
        "python -m benchmarks page",
    )


def _stock(graph: Graph, path: Path) -> Path:
    """Write the nodes and edges of a graph as pyvis does it where nothing is said."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for name, label in graph.node_table().select("id", "label").iter_rows():
        network.add_node(name, label=label)
    for source, target in graph.edges().select("source", "target").iter_rows():
        network.add_edge(source, target)
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    return path


def _see(context: BrowserContext, path: Path, network: str, *, search: bool) -> Seen:
    page = context.new_page()
    try:
        page.goto(path.resolve().as_uri(), wait_until="commit")
        # Waiting for a function would be an eval, which our page does not let happen.
        limit = time.monotonic() + PATIENCE
        while (drawn := page.evaluate("window.firstDrawn ?? null")) is None:
            if time.monotonic() > limit:
                return Seen(None)
            page.wait_for_timeout(20)
        while not page.evaluate(f"typeof {network.partition('.')[0]} !== 'undefined'"):
            page.wait_for_timeout(50)
        whole = page.evaluate("performance.now()") / 1000
        page.wait_for_timeout(SETTLING * 1000)
        frames = page.evaluate(f"({_PAN})({network})")
        found = page.evaluate(_SEARCH) / 1000 if search else 0
        return Seen(drawn / 1000, whole, frames, found)
    finally:
        page.close()
