"""The page in a real browser, without a network: what a reader does, and what must not happen.

Longer than 400 lines: whatever is done on an open page is tried here, on one fixture.
"""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.views import render_page, write_page
from tests.browser import OfflineBrowser
from tests.views.conftest import empty_graph
from tests.views.hostile import HOSTILE

pytestmark = pytest.mark.chromium


@pytest.fixture
def read(browser: OfflineBrowser, tmp_path: Path) -> Callable[[Graph], Page]:
    """Write a graph's page and open it."""

    def written_and_opened(graph: Graph) -> Page:
        return browser.open(write_page(graph, tmp_path / "graph.html"))

    return written_and_opened


def edge_id(page: Page, claim: str) -> str:
    found: str = page.evaluate(
        "claim => graphkit.data.edges.find(edge => edge.claims.includes(claim)).id", claim
    )
    return found


def click_on_edge(page: Page, claim: str) -> None:
    """Click where an edge is drawn, a third of the way along it."""
    spot: dict[str, float] = page.evaluate(
        """id => {
            const { x, y } = graphkit.network.body.edges[id].edgeType.getPoint(0.35);
            const place = document.getElementById("drawing").getBoundingClientRect();
            const on = graphkit.network.canvasToDOM({ x, y });
            return { x: place.x + on.x, y: place.y + on.y };
        }""",
        edge_id(page, claim),
    )
    page.mouse.click(spot["x"], spot["y"])


def click_on_node(page: Page, node: str) -> None:
    spot: dict[str, float] = page.evaluate(
        """id => {
            const place = document.getElementById("drawing").getBoundingClientRect();
            const { x, y } = graphkit.network.body.nodes[id];
            const on = graphkit.network.canvasToDOM({ x, y });
            return { x: place.x + on.x, y: place.y + on.y };
        }""",
        node,
    )
    page.mouse.click(spot["x"], spot["y"])


def drawn(page: Page) -> dict[str, Any]:
    """Which nodes are drawn, and how many edges."""
    found: dict[str, Any] = page.evaluate(
        """() => ({
            nodes: [...graphkit.page.picture.nodes].sort(),
            edges: graphkit.page.picture.looks.size,
        })"""
    )
    return found


def test_it_opens_in_peace_and_asks_for_nothing(
    read: Callable[[Graph], Page], browser: OfflineBrowser, quarrel: Graph
) -> None:
    page = read(quarrel)
    expect(page.locator("h1")).to_have_text("The quarrel of Åsby")
    expect(page.locator("#drawing canvas")).to_be_visible()
    page.wait_for_timeout(200)
    assert browser.complaints == []
    assert [
        address for address in browser.requests if not address.startswith(("file:", "data:"))
    ] == []


def test_a_click_on_an_edge_shows_its_claims(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    click_on_edge(page, "c-hosts")
    claim = page.locator('[data-claim="c-hosts"]')
    expect(claim.locator(".who")).to_have_text("Ada Lund says that Ben Moor says:")
    expect(claim.locator(".sentence")).to_have_text("Åsby hosts The Smiths")
    expect(claim.locator("blockquote")).to_have_text("The smiths may stay in Åsby.")
    expect(claim.locator(".cite")).to_have_text("A digest, Winter")
    expect(claim).to_contain_text(
        "from about 2014, without an end; in the text: “for some years” (2014~/..)"
    )
    expect(claim).to_contain_text("“wrote” › “told her”")  # noqa: RUF001 - the sign shown
    expect(claim).to_contain_text("They saw nobody.")
    expect(page.locator('[data-claim="c-hosts-too"]')).to_be_visible()
    expect(page.locator("#card .kicker")).to_contain_text("2 claims")


def test_a_denial_of_the_same_stands_in_the_card_though_it_is_not_drawn(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    click_on_edge(page, "c-hosts")
    denial = page.locator('[data-claim="c-hosts-not"]')
    expect(denial.locator(".sentence")).to_have_text("Not so: Åsby hosts The Smiths")
    expect(denial).to_contain_text("denied")


def test_a_click_on_a_node_shows_its_edges_in_words(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    click_on_node(page, "smiths")
    card = page.locator("#card")
    expect(card.locator(".name")).to_have_text("The Smiths")
    expect(card.locator(".group h3")).to_have_text(["Hosted by", "… attacks", "Attacks"])
    expect(card).to_contain_text("planned")
    page.get_by_role("button", name="Åsby", exact=False).first.click()
    expect(card.locator(".name")).to_have_text("Åsby hosts The Smiths")


def test_links_of_the_data_lead_to_the_web_alone(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    click_on_node(page, "asby")
    link = page.locator("#card dd a")
    expect(link).to_have_attribute("href", "https://asby.example/")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_nobody_leaves_the_page_unasked(
    read: Callable[[Graph], Page], browser: OfflineBrowser, quarrel: Graph
) -> None:
    page = read(quarrel)
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    click_on_node(page, "asby")
    page.locator("#card dd a").click()
    page.wait_for_timeout(200)
    assert asked == ["This link leads out of the page, to asby.example. Follow it?"]
    assert len(page.context.pages) == 1
    assert browser.refused == []


def test_search_finds_names_without_marks_and_other_names(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    field = page.get_by_role("combobox", name="Search nodes")
    field.fill("asB")
    expect(page.locator("#results li")).to_have_count(2)  # and what is said of it
    expect(page.locator("#results li").first).to_contain_text("Åsby")
    field.fill("oldt")
    expect(page.locator("#results li")).to_contain_text("found by “Oldtown”")
    field.press("Enter")
    expect(page.locator("#card .name")).to_have_text("Åsby")
    assert page.evaluate("location.hash") == "#node=asby"
    field.fill("the ")
    field.press("ArrowDown")
    expect(page.locator("#results [aria-selected=true]")).to_contain_text("Weavers")
    field.press("ArrowUp")
    page.locator("#results li").nth(1).click()
    expect(page.locator("#card .name")).to_have_text("The Weavers")
    field.fill("nobody at all")
    expect(page.locator("#results")).to_have_text("Nothing is called so, or says so.")
    field.press("Escape")
    expect(page.locator("#results")).to_be_hidden()


def test_search_finds_what_is_said_and_quoted(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    field = page.get_by_role("combobox", name="Search nodes")
    field.fill("may STAY in asby")
    expect(page.locator("#results li")).to_have_count(1)
    expect(page.locator("#results li")).to_contain_text("“The smiths may stay in Åsby.”")
    field.press("Enter")
    assert page.evaluate("location.hash") == "#claim=c-hosts"
    expect(page.locator("#card")).to_contain_text("The smiths may stay in Åsby.")
    field.fill("smiths leaves")
    expect(page.locator("#results")).to_have_text("Nothing is called so, or says so.")
    field.fill("weavers leaves dale")
    expect(page.locator("#results li")).to_have_count(1)


def test_search_finds_names_in_other_letters_and_types(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    quarrel.add_node("Person", id="h", name="Saddam Hussein", aliases=["صدام حسین"])
    page = read(quarrel)
    field = page.get_by_role("combobox", name="Search nodes")
    for asked in ("Husayn", "Саддам", "حسین", "sadam"):
        field.fill(asked)
        expect(page.locator("#results li").first).to_contain_text("Saddam Hussein")
    field.fill("guild")
    expect(page.locator("#results li")).to_have_count(2)


def test_the_legend_hides_and_shows_by_keyboard_too(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    everybody = drawn(page)
    guilds = page.get_by_role("button", name="Guild")
    guilds.focus()
    page.keyboard.press("Enter")
    expect(guilds).to_have_attribute("aria-pressed", "false")
    assert drawn(page) == {"nodes": ["ada", "asby", "ben", "dale"], "edges": 1}
    expect(page.get_by_role("status")).to_have_text("Guild hidden")
    everything = page.get_by_role("button", name="Show all again")
    everything.click()
    expect(everything).to_be_hidden()
    assert drawn(page) == everybody
    page.get_by_role("button", name="Against").click()
    page.get_by_role("button", name="Presupposed").click()
    assert drawn(page)["edges"] == everybody["edges"] - 3
    page.get_by_role("button", name="Against").click()
    assert drawn(page)["edges"] == everybody["edges"] - 1


def test_escape_and_close_end_a_choice(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    click_on_node(page, "asby")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_contain_text("Most connected")
    assert page.evaluate("location.hash") == ""
    page.locator(".row", has_text="Åsby hosts The Smiths").click()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#card")).to_contain_text("Most connected")


def test_an_address_leads_to_what_was_chosen(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    address = page.url
    for fragment, name in (
        ("node=weavers", "The Weavers"),
        (f"edge={edge_id(page, 'c-attack')}", "The Weavers attacks The Smiths"),
        ("claim=c-hosts-too", "Åsby hosts The Smiths"),
        ("claim=c-plan", "The Smiths attacks The Weavers"),
    ):
        page.goto("about:blank")
        page.goto(f"{address}#{fragment}")
        expect(page.locator("#card .name")).to_have_text(name)
    expect(page.locator('[data-claim="c-plan"]')).to_contain_text("Planned:")
    for nonsense in ("node=nobody", "claim=%E0%A4%A", "edge=x", "whatever"):
        page.goto("about:blank")
        page.goto(f"{address}#{nonsense}")
        expect(page.locator("#card")).to_contain_text("Most connected")


def test_back_leads_to_what_was_chosen_before(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    click_on_node(page, "asby")
    page.locator(".group .row", has_text="Dale").click()
    page.locator("#card .name a", has_text="Dale").click()
    expect(page.locator("#card .name")).to_have_text("Dale")
    page.go_back()
    expect(page.locator("#card .name")).to_contain_text("is allied with")
    page.go_back()
    expect(page.locator("#card .name")).to_have_text("Åsby")


def test_a_claim_leads_to_those_it_refers_to(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    click_on_edge(page, "c-attack")
    page.get_by_role("link", name="Åsby hosts The Smiths").click()
    expect(page.locator(".claim.here")).to_have_attribute("data-claim", "c-hosts-too")


def test_all_nodes_are_listed_for_those_who_do_not_see_the_drawing(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    page.get_by_text("All 6 nodes, by type").click()
    expect(page.locator("details .row")).to_have_count(6)
    page.locator("details .row", has_text="Ada Lund").click()
    expect(page.locator("#card .name")).to_be_focused()


def test_zoom_and_fit(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    page.emulate_media(reduced_motion="reduce")
    whole = page.evaluate("graphkit.network.getScale()")
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate("graphkit.network.getScale()") > whole
    page.get_by_role("button", name="Fit to view").click()
    assert page.evaluate("graphkit.network.getScale()") == pytest.approx(whole)
    page.get_by_role("button", name="Zoom out").click()
    assert page.evaluate("graphkit.network.getScale()") < whole


def test_dark_follows_the_system_and_the_switch(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    ground = page.locator("body")
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    expect(ground).to_have_css("background-color", "rgb(21, 23, 26)")
    page.get_by_role("button", name="Light", exact=True).click()
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(ground).to_have_css("background-color", "rgb(21, 23, 26)")
    color = page.evaluate(
        "graphkit.network.body.edges[graphkit.data.edges[0].id].options.color.color"
    )
    assert color == page.evaluate("graphkit.data.signs[graphkit.data.edges[0].sign][1]")


@pytest.mark.parametrize("width", [375, 600, 760, 1000, 1600])
def test_nothing_sticks_out_at_any_width(
    read: Callable[[Graph], Page], quarrel: Graph, width: int
) -> None:
    page = read(quarrel)
    page.set_viewport_size({"width": width, "height": 760})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("graphkit.choose({ kind: 'node', id: 'smiths' })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_card_is_a_sheet_below_what_it_tells_of(
    read: Callable[[Graph], Page], quarrel: Graph
) -> None:
    page = read(quarrel)
    page.set_viewport_size({"width": 375, "height": 760})
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("graphkit.choose({ kind: 'node', id: 'smiths' })")
    sheet = page.locator("#reading").bounding_box()
    assert sheet is not None
    assert sheet["y"] + sheet["height"] == pytest.approx(760, abs=1)
    top = page.evaluate(
        """() => {
            const { x, y } = graphkit.network.body.nodes.smiths;
            const place = document.getElementById("drawing").getBoundingClientRect();
            return place.y + graphkit.network.canvasToDOM({ x, y }).y;
        }"""
    )
    assert top < sheet["y"]


def test_pointing_at_an_edge_reads_it(read: Callable[[Graph], Page], quarrel: Graph) -> None:
    page = read(quarrel)
    spot = page.evaluate(
        """id => {
            const { x, y } = graphkit.network.body.edges[id].edgeType.getPoint(0.35);
            const place = document.getElementById("drawing").getBoundingClientRect();
            const on = graphkit.network.canvasToDOM({ x, y });
            return [place.x + on.x, place.y + on.y];
        }""",
        edge_id(page, "c-towns"),
    )
    page.mouse.move(*spot)
    page.mouse.move(spot[0] + 1, spot[1])
    expect(page.locator("#readout")).to_have_text("Dale is allied with Åsby")


def test_loops_and_denials_are_drawn_where_asked_for(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    chosen = Filter(polarity=("positive", "negative"))
    page = browser.open(write_page(quarrel, tmp_path / "graph.html", filter=chosen))
    page.evaluate("graphkit.choose({ kind: 'node', id: 'smiths' })")
    page.wait_for_timeout(300)
    assert browser.complaints == []


def test_what_the_data_says_never_runs(
    read: Callable[[Graph], Page], browser: OfflineBrowser
) -> None:
    graph = empty_graph(HOSTILE[0])
    graph.add_node("Document", id="d", title=HOSTILE[1], url="ftp://x.example/")
    for number, text in enumerate(HOSTILE):
        graph.add_node("Guild", id=f"n{number}", name=text, aliases=[text])
    graph.add_node("Town", id="<b&\"'", name=HOSTILE[0])
    for number, text in enumerate(HOSTILE):
        graph.add_edge(
            "HOSTS",
            "<b&\"'",
            f"n{number}",
            id=f"c{number}",
            terms=text,
            note=text,
            quote=text,
            section=text,
            document="d",
            claimed_by=[f"n{number}"],
            cue=[text],
            time_text=text,
        )
    page = read(graph)
    page.locator("#card details summary").click()
    for number in range(len(HOSTILE)):
        page.evaluate("id => graphkit.choose({ kind: 'node', id })", f"n{number}")
        page.evaluate("id => graphkit.choose({ kind: 'edge', id })", edge_id(page, f"c{number}"))
        expect(page.locator(f'[data-claim="c{number}"]')).to_be_visible()
    page.evaluate("graphkit.choose({ kind: 'node', id: '<b&\"\\'' })")
    field = page.get_by_role("combobox", name="Search nodes")
    for text in HOSTILE:
        field.fill(text[:12])
    field.fill("")
    for layout in ("rings", "forces"):
        page.evaluate("layout => graphkit.update({ layout, center: 'n0' })", layout)
    page.locator("#switch").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, svg[onload], body style, #card .cite a").count() == 0
    assert browser.complaints == []
    assert browser.refused == []
    page.set_viewport_size({"width": 375, "height": 760})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_an_empty_graph_is_shown_as_such(
    read: Callable[[Graph], Page], browser: OfflineBrowser
) -> None:
    page = read(empty_graph("Nothing yet"))
    expect(page.locator("h1")).to_have_text("Nothing yet")
    assert browser.complaints == []


def test_a_notebook_shows_it_within_its_own_page(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    frame = html.escape(render_page(quarrel), quote=True)
    path = tmp_path / "notebook.html"
    path.write_text(
        '<meta charset="utf-8">'
        f'<iframe sandbox="allow-scripts" width="900" height="640" srcdoc="{frame}">',
        encoding="utf-8",
    )
    page = browser.open(path)
    inner = page.frame_locator("iframe")
    inner.locator(".row", has_text="The Smiths").first.click()
    inner.locator("#card .row", has_text="Åsby").first.click()
    inner.locator("#card .name a", has_text="Åsby").click()
    expect(inner.locator("#card .name")).to_have_text("Åsby")
    assert browser.complaints == []
    assert browser.refused == []
