"""How the nodes of an open page are set out, and moved by hand."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graphkit.errors import UsageError
from graphkit.graph.graph import Graph
from graphkit.views import write_page
from graphkit.views.places import FARTHEST, read_places
from tests.browser import OfflineBrowser
from tests.views.conftest import empty_graph

chromium = pytest.mark.chromium


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, quarrel: Graph) -> Page:
    return browser.open(write_page(quarrel, tmp_path / "graph.html"))


def places(page: Page) -> dict[str, list[int]]:
    found: dict[str, list[int]] = page.evaluate(
        "Object.fromEntries(Object.entries(graphkit.network.getPositions())"
        ".map(([id, { x, y }]) => [id, [x, y]]))"
    )
    return found


@chromium
def test_nodes_are_set_out_by_time_and_that_is_undone(page: Page, browser: OfflineBrowser) -> None:
    usual = places(page)
    page.get_by_label("Set out").select_option("time")
    timed = places(page)
    assert timed["dale"][0] < timed["smiths"][0]  # 1999 and 2014
    assert page.evaluate("location.hash") == "#layout=time"
    words = page.evaluate(
        "graphkit.view.behind.filter(one => one.kind === 'word').map(w => w.text)"
    )
    assert {"Town", "Guild", "Person", "No time given", "2000", "2010"} <= set(words)
    page.get_by_role("button", name="Undo").click()
    assert places(page) == usual
    assert page.evaluate("graphkit.view.behind.length") == 0
    page.wait_for_timeout(100)
    assert browser.complaints == []


@chromium
def test_rings_lie_around_a_node_by_steps(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    page.get_by_role("button", name="Set out around it").click()
    expect(page.get_by_label("Set out")).to_have_value("rings")
    expect(page.get_by_label("Set out").locator("option:checked")).to_have_text("around Åsby")
    far = {name: round((x * x + y * y) ** 0.5) for name, (x, y) in places(page).items()}
    assert far["asby"] == 0
    assert far["smiths"] == pytest.approx(far["dale"], abs=2)
    assert far["weavers"] > far["smiths"]
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Set out")).to_have_value("rings")
    page.get_by_label("Set out").select_option("forces")
    assert "center" not in page.url
    expect(page.get_by_label("Set out").locator("[value=rings]")).to_have_count(0)


@chromium
def test_a_node_is_dragged_stays_and_is_saved(page: Page, tmp_path: Path, quarrel: Graph) -> None:
    before = places(page)
    x, y = page.evaluate(
        "(({ x, y }) => [x, y])(graphkit.network.canvasToDOM(graphkit.network.getPosition('dale')))"
    )
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 60, box["y"] + y + 30, steps=4)
    page.mouse.up()
    after = places(page)
    assert after["dale"] != before["dale"]
    assert {name for name in before if after[name] != before[name]} == {"dale"}
    assert "pins=" in page.url
    page.get_by_text("Take away").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Places of the nodes").click()
    assert waiting.value.suggested_filename == "places.json"
    saved = tmp_path / "places.json"
    waiting.value.save_as(saved)
    told = read_places(saved)
    assert told["dale"] == pytest.approx(after["dale"], abs=1)
    again = page.context.new_page()
    again.goto(write_page(quarrel, tmp_path / "again.html", places=told).as_uri())
    assert places(again)["dale"] == pytest.approx(after["dale"], abs=1)
    page.get_by_role("button", name="Undo").click()
    assert places(page) == before


@chromium
def test_a_page_opens_as_it_was_asked_to(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    page = browser.open(write_page(quarrel, tmp_path / "graph.html", layout="time"))
    expect(page.get_by_label("Set out")).to_have_value("time")
    assert page.evaluate("location.hash") == ""
    page.get_by_label("Set out").select_option("forces")
    assert page.evaluate("location.hash") == "#layout=forces"
    page.reload()
    expect(page.get_by_label("Set out")).to_have_value("forces")
    rings = write_page(quarrel, tmp_path / "rings.html", layout="rings", focus="asby", hops=2)
    page = browser.open(rings)
    expect(page.get_by_label("Set out")).to_have_value("rings")
    assert places(page)["asby"] == [0, 0]
    assert browser.complaints == []


def test_what_cannot_be_set_out_so_is_refused(tmp_path: Path, quarrel: Graph) -> None:
    with pytest.raises(UsageError, match="around a node") as error:
        write_page(quarrel, tmp_path / "graph.html", layout="rings")
    assert error.value.hint == "Name it with --node."
    undated = empty_graph()
    undated.add_node("Town", id="a", name="A")
    undated.add_node("Town", id="b", name="B")
    undated.add_edge("ATTACKS", "a", "b")
    with pytest.raises(UsageError, match="no two different days"):
        write_page(undated, tmp_path / "graph.html", layout="time")
    with pytest.raises(UsageError, match="no parts"):
        write_page(undated, tmp_path / "graph.html", layout="communities")
    assert not (tmp_path / "graph.html").exists()


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[]",
        '{"a": 1}',
        '{"a": [1]}',
        '{"a": [1, "2"]}',
        '{"a": [1, true]}',
        '{"a": [NaN, 1]}',
        '{"a": [1e999, 0]}',
        f'{{"a": [0, {FARTHEST + 1}]}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_tells_no_places_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"places\.json") as error:
        read_places(path)
    assert error.value.hint == "Save it from a page again, or move it away."


def test_places_of_a_dataset_are_used_and_others_left_alone(tmp_path: Path, quarrel: Graph) -> None:
    told = {"dale": (5, 7), "nobody": (1, 1)}
    page = write_page(quarrel, tmp_path / "graph.html", places=told).read_text("utf-8")
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert {n["id"]: (n["x"], n["y"]) for n in data["vis"]["nodes"]}["dale"] == (5, 7)
    assert "nobody" not in json.dumps(data["vis"])
