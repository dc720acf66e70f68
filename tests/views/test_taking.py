"""What a reader takes away from an open page, and the table that says the same as the drawing."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from graphkit.graph.graph import Graph
from graphkit.views import write_page
from tests.browser import OfflineBrowser
from tests.views.conftest import empty_graph
from tests.views.hostile import HOSTILE

pytestmark = pytest.mark.chromium

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, quarrel: Graph) -> Page:
    return browser.open(write_page(quarrel, tmp_path / "graph.html"))


def taken(page: Page, what: str) -> tuple[str, bytes]:
    """Choose something from the menu; the name and the content of the file that it saves."""
    page.get_by_text("Take away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=what).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def sheet(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_claims_are_taken_as_a_sheet(page: Page) -> None:
    page.get_by_label("Said by").select_option("ben")
    name, content = taken(page, "Claims (CSV)")
    assert name == "the-quarrel-of-åsby.claims.csv"
    rows = {row["id"]: row for row in sheet(content)}
    assert set(rows) == {"c-hosts", "c-hosts-too"}
    assert rows["c-hosts"]["sentence"] == "Åsby hosts The Smiths"
    assert rows["c-hosts"]["claimed_by"] == "Ada Lund > Ben Moor"
    assert rows["c-hosts"]["contested"] == "yes"
    assert rows["c-hosts"]["quote"] == "The smiths may stay in Åsby."


def test_nodes_are_taken_as_a_sheet(page: Page) -> None:
    _, content = taken(page, "Nodes (CSV)")
    rows = {row["id"]: row for row in sheet(content)}
    assert len(rows) == 6
    assert rows["asby"] == {
        "id": "asby",
        "name": "Åsby",
        "type": "Town",
        "names": "Oldtown",
        "edges": "2",
    }


def test_what_is_shown_is_taken_as_json_with_the_view(page: Page) -> None:
    page.evaluate("graphkit.update({ time: [12053, 12053], sure: true })")
    name, content = taken(page, "What is shown (JSON)")
    told: dict[str, Any] = json.loads(content)
    assert name.endswith(".json")
    assert told["view"] == "#time=2003-01-01&sure=yes"
    assert told["generator"].startswith("graphkit ")
    assert {claim["id"] for claim in told["claims"]} == {"c-dale", "c-towns"}
    assert {node["id"] for node in told["nodes"]} == {"asby", "dale", "weavers"}
    assert "by the filters that are set" in told["shown"]


def test_the_picture_is_an_svg_with_title_legend_and_sources(page: Page) -> None:
    _, content = taken(page, "Picture (SVG)")
    root = ElementTree.fromstring(content)
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    for words in ("The quarrel of Åsby", "Åsby", "Town", "Against", "≠", "Contested"):
        assert words in texts
    assert any("A digest" in text for text in texts)
    assert len(list(root.iter(f"{SVG}path"))) > 6


def test_the_nodes_of_the_picture_lie_where_they_are_drawn(page: Page) -> None:
    _, content = taken(page, "Picture (SVG)")
    root = ElementTree.fromstring(content)
    drawn = page.evaluate(
        """["ada", "ben"].map((id) => {
            const { x, y } = graphkit.network.body.nodes[id];
            return Object.values(graphkit.network.canvasToDOM({ x, y }));
        })"""
    )
    rounds = [
        (float(each.attrib["cx"]), float(each.attrib["cy"]))
        for each in root.iter(f"{SVG}circle")
        if each.attrib.get("fill") != "none"
    ]
    for x, y in drawn:
        assert any(abs(x - cx) < 1 and abs(y - cy) < 1 for cx, cy in rounds)


def test_the_picture_is_a_png_of_the_same_size_twice_as_fine(page: Page) -> None:
    _, svg = taken(page, "Picture (SVG)")
    name, png = taken(page, "Picture (PNG)")
    assert name.endswith(".png") and png.startswith(PNG)
    width = float(ElementTree.fromstring(svg).attrib["width"])
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=1)


def test_nothing_that_is_taken_away_runs_or_breaks(browser: OfflineBrowser, tmp_path: Path) -> None:
    formulas = ("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1")
    texts = (*HOSTILE, *formulas)
    graph = empty_graph(HOSTILE[0])
    graph.add_node("Town", id="=t", name="=cmd|' /C calc'!A0")
    for number, text in enumerate(texts):
        graph.add_node("Guild", id=f"n{number}", name=text, aliases=[text])
        graph.add_edge("HOSTS", "=t", f"n{number}", id=f"c{number}", quote=text, time_text=text)
    page = browser.open(write_page(graph, tmp_path / "graph.html"))
    for what in ("Claims (CSV)", "Nodes (CSV)"):
        for row in sheet(taken(page, what)[1]):
            assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())
    assert len(json.loads(taken(page, "What is shown (JSON)")[1])["claims"]) == len(texts)
    name, svg = taken(page, "Picture (SVG)")
    ElementTree.fromstring(svg)
    assert name == "script-script-window-ran-1-script.svg"
    opened = browser.open(_saved(tmp_path, svg))
    page.get_by_role("button", name="Table").click()
    page.wait_for_timeout(200)
    assert opened.evaluate("window.ran") is None
    assert page.evaluate("window.ran") is None
    assert browser.refused == []
    assert browser.complaints == []


def _saved(folder: Path, svg: bytes) -> Path:
    path = folder / "picture.svg"
    path.write_bytes(svg)
    return path


def test_the_menu_is_left_by_escape_and_by_a_click_elsewhere(page: Page) -> None:
    menu = page.get_by_text("Take away")
    menu.click()
    entry = page.get_by_role("button", name="Picture (PNG)")
    expect(entry).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.locator("h1").click()
    expect(entry).to_be_hidden()


def test_the_table_says_what_the_drawing_draws(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    table = page.locator("#table")
    expect(table.locator("caption").first).to_have_text("7 claims that are drawn")
    expect(table.locator("[data-kind=claims] tbody tr")).to_have_count(7)
    expect(table.locator("[data-kind=nodes] tbody tr")).to_have_count(6)
    page.get_by_label("Said by").select_option("ben")
    expect(table.locator("[data-kind=claims] tbody tr")).to_have_count(2)
    assert page.evaluate("location.hash") == "#said=ben&view=table"
    table.get_by_role("button", name="Åsby hosts The Smiths").first.click()
    expect(page.locator("#card .name")).to_have_text("Åsby hosts The Smiths")
    page.get_by_role("button", name="Drawing", exact=True).click()
    expect(table).to_be_hidden()


def test_the_table_is_sorted_by_any_column_and_says_so(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    names = page.locator("[data-kind=nodes] tbody th")
    head = page.locator("[data-kind=nodes] thead").get_by_role("button", name="Name", exact=True)
    head.click()
    expect(names).to_have_text(
        ["Ada Lund", "Åsby", "Ben Moor", "Dale", "The Smiths", "The Weavers"]
    )
    expect(page.locator("[data-kind=nodes] [aria-sort=ascending]")).to_have_text("Name")
    head.click()
    expect(names.first).to_have_text("The Weavers")
    expect(head).to_be_focused()
