"""The page for everyone: axe-core finds nothing, in any state, in the light or the dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import graphkit as gk
from graphkit.graph.graph import Graph
from graphkit.views import write_page
from graphkit.views.tour import read_tour
from tests.browser import OfflineBrowser

pytestmark = pytest.mark.chromium

ROOT = Path(__file__).parents[2]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

STATES = {
    "as it opens": "",
    "a node": "node=mek",
    "an edge": "claim=c-hosts-albania-kanani",
    "the table": "view=table",
    "paths": "path=france,saddam-hussein",
    "perspectives": "beside=denied&versus=nasser-kanani,*",
    "a document": "reading=digest-seven-strategies",
    "a day": "time=2013-01-01",
    "the tour": "step=1",
    "by time": "layout=time",
}


@pytest.fixture(scope="module")
def case() -> Graph:
    return gk.build(gk.read(ROOT / "data"))


@pytest.fixture(scope="module")
def file(case: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tour = read_tour(ROOT / "data" / "views.yaml")
    return write_page(case, tmp_path_factory.mktemp("axe") / "graph.html", tour=tour)


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


DARK = ("as it opens", "an edge", "the table", "perspectives")
"""States in which every color of the theme occurs."""


@pytest.mark.parametrize(
    ("state", "theme"),
    [*((state, "light") for state in STATES), *((state, "dark") for state in DARK)],
)
def test_axe_finds_nothing(browser: OfflineBrowser, file: Path, state: str, theme: str) -> None:
    page = browser.open(file)
    # What is still fading in has less contrast than it will have.
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#{STATES[state]}")
    assert faults(page) == []


def test_axe_finds_nothing_on_a_phone(browser: OfflineBrowser, file: Path) -> None:
    page = browser.open(file)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 375, "height": 700})
    page.evaluate("graphkit.choose({ kind: 'node', id: 'mek' })")
    assert faults(page) == []
