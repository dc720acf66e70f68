"""Saved views of a page, a guided tour through them, and a page within an article."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.views import tour, write_page
from graphkit.views.page import TEMPLATE
from graphkit.views.tour import NAMES, Step, read_tour
from tests.browser import OfflineBrowser
from tests.views.hostile import HOSTILE

chromium = pytest.mark.chromium

STEPS = [
    Step("All of it"),
    Step("<b>In winter</b>", "First.\n\nThen <i>more</i>.", "#node=asby&only=asby,smiths"),
    Step("What Ben says", view="#said=ben&layout=time"),
]


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, quarrel: Graph) -> Page:
    return browser.open(write_page(quarrel, tmp_path / "graph.html", tour=STEPS))


@chromium
def test_a_tour_leads_from_view_to_view(page: Page, browser: OfflineBrowser) -> None:
    place = page.get_by_role("region", name="Tour")
    place.get_by_text("A tour in 3 views").click()
    place.get_by_role("button", name="<b>In winter</b>").click()
    expect(place).to_contain_text("2 of 3")
    expect(place.get_by_role("heading")).to_have_text("<b>In winter</b>")
    expect(place.locator("p[dir]")).to_have_text(["First.", "Then <i>more</i>."])
    expect(page.locator("#card .name")).to_have_text("Åsby")
    assert page.evaluate("[...graphkit.page.picture.nodes].sort()") == ["asby", "smiths"]
    assert page.evaluate("location.hash") == "#node=asby&only=asby,smiths&step=2"
    page.get_by_role("button", name="The next view").click()
    expect(place.get_by_role("heading")).to_have_text("What Ben says")
    expect(page.get_by_label("Set out")).to_have_value("time")
    expect(page.get_by_role("button", name="The next view")).to_be_disabled()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(place).to_contain_text("3 of 3")
    page.get_by_role("button", name="The view before").click()
    page.get_by_role("button", name="Leave the tour").click()
    expect(place).to_contain_text("A tour in 3 views")
    page.get_by_role("button", name="Undo").click()
    expect(place).to_contain_text("2 of 3")
    assert browser.complaints == []


@chromium
def test_a_link_to_a_step_that_is_not_there_opens_the_page(page: Page) -> None:
    address = page.url.partition("#")[0]
    for step in ("0", "4", "x", "-1", "99999", "1e0"):
        page.goto("about:blank")
        page.goto(f"{address}#step={step}")
        expect(page.get_by_role("region", name="Tour")).to_contain_text("A tour in 3 views")


@chromium
def test_a_page_in_an_article_is_its_drawing_and_its_sources(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    written = write_page(quarrel, tmp_path / "graph.html", tour=STEPS)
    page = browser.open(written)
    page.goto(f"{written.as_uri()}?embed#said=ben")
    for name in ("tools", "key", "filters", "time", "tour", "card"):
        expect(page.locator(f"#{name}")).to_be_hidden()
    expect(page.locator("#drawing canvas")).to_be_visible()
    expect(page.locator(".foot")).to_contain_text("A digest")
    assert page.evaluate("[...graphkit.page.picture.claims].sort()") == ["c-hosts", "c-hosts-too"]
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    expect(page.locator("#card")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#card")).to_be_hidden()


@chromium
def test_no_text_of_a_tour_becomes_anything_else(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    steps = [Step(text, text, f"#said={quote(text)}") for text in HOSTILE]
    page = browser.open(write_page(quarrel, tmp_path / "graph.html", tour=steps))
    page.get_by_text(f"A tour in {len(steps)} views").click()
    page.get_by_role("region", name="Tour").get_by_role("button").first.click()
    for number in range(2, len(steps) + 1):
        page.get_by_role("button", name="The next view").click()
        expect(page.get_by_role("region", name="Tour")).to_contain_text(f"{number} of {len(steps)}")
    assert page.evaluate("window.ran") is None
    assert page.locator("#tour :is(img, svg, script, style, iframe, a, form)").count() == 0
    assert browser.complaints == []
    assert browser.refused == []


@chromium
def test_a_page_without_saved_views_has_no_tour(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    page = browser.open(write_page(quarrel, tmp_path / "graph.html"))
    expect(page.locator("#tour")).to_be_hidden()


def test_the_tour_of_the_case_names_what_is_there() -> None:
    steps = read_tour(Path(__file__).parents[2] / "data" / tour.FILE)
    assert len(steps) == 5
    assert all(step.title and step.view for step in steps)


def test_every_name_of_a_view_is_one_that_pages_read() -> None:
    script = (TEMPLATE / "script" / "state.js").read_text("utf-8")
    assert [name for name in tour.NAMES if f'"{name}"' not in script] == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a: b", "1:1: is no list of views", "It is a list"),
        ("- a", "1:3: is no view", "It is a list"),
        ("- text: x", "1:3: a view needs a title", "It is a list"),
        ("- title: ''", "1:3: a view needs a title", "It is a list"),
        ("- title: [x]", "1:10: title is no text", "It is a list"),
        ("- title: x\n  titel: y", '2:10: has an unknown key "titel"', 'Did you mean "title"?'),
        ("- title: x\n  view: node=a", "2:9: a view begins with #", "It is a list"),
        ("- title: x\n  view: '#nod=a'", '2:9: a view says nothing of "nod"', 'mean "node"?'),
        ("- title: x\n  view: '#q=a'", '2:9: a view says nothing of "q"', "Known: node, edge"),
        ("- title: x\n title: y", "2:2: ", ""),
    ],
)
def test_faults_are_named_at_their_place(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    path = tmp_path / "views.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as error:
        read_tour(path)
    assert f"views.yaml:{message}" in str(error.value)
    assert hint in error.value.hint


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "views.yaml"
    with pytest.raises(UsageError, match="cannot be read"):
        read_tour(path)
    path.write_bytes(b"- title: \xff")
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_tour(path)
    path.write_text("")
    assert read_tour(path) == []


def test_a_saved_view_may_say_whatever_a_link_says() -> None:
    script = (TEMPLATE / "script" / "state.js").read_text("utf-8")
    lists = re.findall(r"^const (?:LISTS|SINGLES|PAIRS) = \[(.*)\];$", script, re.MULTILINE)
    said = {name for line in lists for name in re.findall(r'"(\w+)"', line)}
    said |= set(re.findall(r'put\("(\w+)"', script))
    chosen = {"node", "edge", "group", "claim"}
    assert len(lists) == 3
    assert said | chosen == {*NAMES, "step"}
