"""What a page tells of a node, and what can be done with it where it lies."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.graph.graph import Graph
from graphkit.views import write_page
from tests.browser import OfflineBrowser
from tests.views.hostile import NAMES, hostile_schema

pytestmark = pytest.mark.chromium


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, quarrel: Graph) -> Page:
    return browser.open(write_page(quarrel, tmp_path / "graph.html"))


def spot(page: Page, node: str) -> tuple[float, float]:
    x, y = page.evaluate(
        """id => {
            const place = document.getElementById("drawing").getBoundingClientRect();
            const on = graphkit.network.canvasToDOM(graphkit.network.getPosition(id));
            return [place.x + on.x, place.y + on.y];
        }""",
        node,
    )
    return x, y


def test_a_card_tells_what_is_said_over_time(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'dale' })")
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Over time")).to_be_visible()
    rows = card.locator("h2:has-text('Over time') + ul .what")
    expect(rows).to_have_text(
        [
            "is allied with Åsbyfrom 1999 to 2005",
            "hosts The Weaversfrom 2001, without an end",
            "The Weavers leaves it1 May 2009",
        ]
    )
    rows.nth(1).click()
    expect(card.locator(".name")).to_have_text("Dale hosts The Weavers")


def test_without_two_times_there_is_no_timeline(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'ada' })")
    expect(page.locator("#card .name")).to_have_text("Ada Lund")
    expect(page.get_by_role("heading", name="Over time")).to_have_count(0)


def test_the_other_button_opens_a_menu_that_is_left_by_escape_and_elsewhere(page: Page) -> None:
    menu = page.get_by_role("dialog", name="The Smiths")
    page.mouse.click(*spot(page, "smiths"), button="right")
    expect(menu.get_by_role("button", name="Read what is said")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.mouse.click(*spot(page, "smiths"), button="right")
    page.locator("h1").click()
    expect(menu).to_be_hidden()
    page.mouse.click(*spot(page, "smiths"), button="right")
    menu.get_by_role("button", name="Hide").click()
    expect(menu).to_be_hidden()
    assert page.evaluate("graphkit.page.state.away") == ["smiths"]


def test_a_long_press_opens_the_menu_on_a_phone(
    chromium_process: Browser, tmp_path: Path, quarrel: Graph
) -> None:
    file = write_page(quarrel, tmp_path / "graph.html")
    with chromium_process.new_context(
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True, offline=True
    ) as phone:
        page = phone.new_page()
        page.goto(file.as_uri())
        x, y = spot(page, "smiths")
        touch = phone.new_cdp_session(page)
        touch.send(
            "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        )
        menu = page.get_by_role("dialog", name="The Smiths")
        expect(menu).to_be_visible()
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(menu).to_be_visible()
        box = menu.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
        menu.get_by_role("button", name="Read what is said").tap()
        expect(page.locator("#card .name")).to_have_text("The Smiths")


def test_names_in_a_schema_and_ids_are_text(browser: OfflineBrowser, tmp_path: Path) -> None:
    graph = Graph(hostile_schema(), "hostile")
    # An id is no text with white space, ; or >, nor one of JavaScript's own names.
    ids = [
        f"n{at}" if re.search(r"[\s;>]|^constructor$|^__proto__$", text) else text
        for at, text in enumerate(NAMES)
    ]
    for at, (name, text) in enumerate(zip(ids, NAMES, strict=True)):
        graph.add_node(f"N{at}", id=name, p=text)
        graph.add_edge(f"E{at}", name, name, id=f"c{at}")
    page = browser.open(write_page(graph, tmp_path / "graph.html"))
    page.locator("#key summary").click()
    assert sum(name == text for name, text in zip(ids, NAMES, strict=True)) > 10
    for at, name in enumerate(ids):
        page.evaluate("id => graphkit.choose({ kind: 'node', id })", name)
        expect(page.locator("#card .name")).to_have_text(name)
        page.evaluate("id => location.assign('#claim=' + id)", f"c{at}")
        expect(page.locator(f'[data-claim="c{at}"]')).to_be_visible()
    page.locator("#switch").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, iframe, svg[onload], body style").count() == 0
    assert browser.complaints == []
    assert browser.refused == []
