"""A page of more nodes than are drawn at once: groups of them, which open on demand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from graphkit.graph.frames import node_dtypes, stated_dtypes
from graphkit.graph.graph import Graph
from graphkit.schema.model import Schema
from graphkit.views import write_page
from graphkit.views.grouping import DRAWN
from tests.browser import OfflineBrowser
from tests.views.conftest import empty_graph

pytestmark = pytest.mark.chromium

TOWNS, GUILDS = 1_700, 700
SIZE = 20
"""Towns of a region: each is allied with guilds nearby, and one with a guild far away."""

HOSTILE = "</script><img src=x onerror=alert(1)>"


def filled(rows: dict[str, list[Any]], dtypes: dict[str, Any]) -> pl.DataFrame:
    count = len(next(iter(rows.values())))
    return pl.DataFrame(
        {name: rows.get(name, [None] * count) for name in dtypes}, schema=dtypes, strict=False
    )


def many() -> Graph:
    schema: Schema = empty_graph().schema
    towns = [f"t{at}" for at in range(TOWNS)]
    guilds = [f"g{at}" for at in range(GUILDS)]
    ends = [
        (town, guilds[(at // SIZE * 8 + at % 8 * step) % GUILDS])
        for at, town in enumerate(towns)
        for step in (0, 1)
    ]
    ends += [(towns[at], guilds[(at * 37 + 5) % GUILDS]) for at in range(0, TOWNS, SIZE)]
    ends = sorted(set(ends))
    names = [f"Town {at}" for at in range(TOWNS)]
    names[3] = HOSTILE
    return Graph(
        schema,
        "many",
        "Many",
        nodes={
            "Town": filled({"id": towns, "name": names}, dict(node_dtypes(schema.nodes["Town"]))),
            "Guild": filled(
                {"id": guilds, "name": [f"Guild {at}" for at in range(GUILDS)]},
                dict(node_dtypes(schema.nodes["Guild"])),
            ),
        },
        stated=filled(
            {
                "edge_type": ["ALLIED_WITH"] * len(ends),
                "source": [source for source, _ in ends],
                "target": [target for _, target in ends],
                "time": ["2014/.." if at % 2 else "2003/2005" for at in range(len(ends))],
            },
            dict(stated_dtypes()),
        ),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(many(), tmp_path_factory.mktemp("large") / "graph.html")


@pytest.fixture
def page(browser: OfflineBrowser, file: Path) -> Iterator[Page]:
    opened = browser.open(file)
    ready(opened)
    yield opened
    assert browser.complaints == []
    assert browser.refused == []


def ready(page: Page) -> None:
    expect(page.locator("#key button").first).to_be_visible()


def drawn(page: Page) -> int:
    number: int = page.evaluate(
        "Object.values(graphkit.network.body.nodes).filter(({ options }) => !options.hidden).length"
    )
    return number


def biggest(page: Page) -> Any:
    return page.evaluate(
        """() => {
          const { seen } = graphkit.page;
          const [id, x, y, radius] = graphkit.data.groups.list[0];
          const place = graphkit.network.canvasToDOM({ x, y });
          const edge = graphkit.network.canvasToDOM({ x: x + radius * 0.8, y });
          const box = document.getElementById("drawing").getBoundingClientRect();
          return { id, x: box.x + edge.x, y: box.y + place.y, count: seen.groups.get(0) };
        }"""
    )


def test_it_opens_in_groups_and_holds_everything(page: Page) -> None:
    assert drawn(page) <= 40  # those that are alone
    assert page.evaluate("[...graphkit.page.seen.groups.values()].reduce((a, b) => a + b)") == (
        TOWNS + GUILDS
    )
    assert page.locator("#packed, canvas.overview").count() == 0
    assert page.locator("#readout").text_content() == ""
    expect(page.get_by_role("heading", name="Communities")).to_be_visible()


def test_what_is_drawn_first_needs_no_data(browser: OfflineBrowser, file: Path) -> None:
    page = browser.context.new_page()
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(file.as_uri())
    readout = page.locator("#readout")
    expect(readout).to_have_text(
        "This browser cannot unpack the page: it needs one of 2023 or later."
    )
    inked = page.evaluate(
        """() => {
          const canvas = document.querySelector("canvas.overview");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((value, at) => at % 4 === 3 && value > 0).length / (data.length / 4);
        }"""
    )
    assert inked > 0.05


def test_a_group_opens_and_closes_by_its_card_and_a_link_leads_to_it(page: Page) -> None:
    group = biggest(page)
    page.locator("#card button.row", has_text="nodes").first.click()
    expect(page.locator("#card .kicker")).to_have_text("Community")
    page.get_by_role("button", name="Open it").press("Enter")
    assert drawn(page) >= group["count"]
    assert page.evaluate("location.hash") == f"#group={group['id']}&open={group['id']}"
    page.reload()
    ready(page)
    assert drawn(page) >= group["count"]
    page.get_by_role("button", name="Close it").click()
    assert drawn(page) <= 40
    page.get_by_role("button", name="Undo").click()
    assert drawn(page) >= group["count"]


def test_a_disc_is_chosen_by_a_click_and_opened_by_two(page: Page) -> None:
    group = biggest(page)
    page.mouse.click(group["x"], group["y"])
    expect(page.locator("#card .kicker")).to_have_text("Community")
    assert page.evaluate("location.hash") == f"#group={group['id']}"
    page.get_by_role("button", name="Close", exact=True).click()
    page.wait_for_timeout(500)  # else it is a second click
    page.mouse.dblclick(group["x"], group["y"])
    page.wait_for_timeout(400)
    assert page.evaluate("graphkit.page.state.open") == [group["id"]]
    assert drawn(page) >= group["count"]


def test_never_more_is_drawn_than_there_is_room_for(page: Page) -> None:
    every = page.evaluate("graphkit.data.groups.list.map(([id]) => id)")
    page.evaluate("open => graphkit.update({ open })", every)
    assert DRAWN * 0.9 < drawn(page) <= DRAWN


def test_search_reaches_what_is_in_a_closed_group_and_shows_what_is_near(page: Page) -> None:
    page.get_by_role("combobox", name="Search nodes and what is said").fill("town 1234")
    page.get_by_role("option", name="Town 1234").click()
    shown = page.evaluate("[...graphkit.page.seen.nodes]")
    edges = page.evaluate(
        "graphkit.data.edges.filter(({ source }) => source === 't1234').map(({ target }) => target)"
    )
    assert {"t1234", *edges} <= set(shown)
    page.locator("#card a", has_text="more").click()
    expect(page.locator("#card .kicker")).to_have_text("Community")


def test_paths_lead_through_closed_groups(page: Page) -> None:
    page.evaluate("graphkit.update({ path: ['t21', 't101'], which: 0 })")
    lit = page.evaluate("[...graphkit.view.lit.nodes]")
    assert len(lit) > 2
    assert set(lit) <= set(page.evaluate("[...graphkit.page.seen.nodes]"))
    assert page.evaluate("[...graphkit.view.lit.edges].every((id) => graphkit.view.looks.has(id))")


def test_filters_reach_all_of_it_and_what_is_few_is_drawn_as_it_is(page: Page) -> None:
    page.locator("#key button", has_text="Guild").click()
    assert page.evaluate("graphkit.page.seen.groups.size") == 0
    assert drawn(page) == TOWNS
    page.locator("#key button", has_text="Guild").click()
    assert page.evaluate("graphkit.page.seen.groups.size") > 10
    page.get_by_role("combobox", name="Time").select_option("day")
    assert page.evaluate("graphkit.page.picture.claims.size") < 1_900


def test_the_table_has_all_of_it(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    expect(page.locator("[data-kind=nodes] caption")).to_have_text("2,400 nodes")
    assert page.locator("[data-kind=nodes] tbody tr").count() == 200


def test_names_are_text_also_in_groups(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 't3' })")
    expect(page.locator("#card h2.name")).to_have_text(HOSTILE)
    assert page.locator("#card img").count() == 0


def test_the_picture_that_is_taken_away_shows_groups(page: Page) -> None:
    page.get_by_text("Take away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (SVG)").click()
    text = download.value.path().read_text("utf-8")
    assert text.count("more</text>") > 10
