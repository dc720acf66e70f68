"""What a reader asks an open page: by whom, where, when; and that a link leads to the answer."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.views import write_page
from tests.browser import OfflineBrowser

pytestmark = pytest.mark.chromium


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, quarrel: Graph) -> Page:
    return browser.open(write_page(quarrel, tmp_path / "graph.html"))


def claims(page: Page) -> list[str]:
    """The ids of the claims that are drawn."""
    found: list[str] = page.evaluate("[...graphkit.page.picture.claims].sort()")
    return found


def at(page: Page, fragment: str) -> None:
    """Open the same page by a link."""
    address = page.url.partition("#")[0]
    page.goto("about:blank")
    page.goto(f"{address}#{fragment}")


def test_claims_are_kept_by_who_says_them(page: Page) -> None:
    page.get_by_label("Said by").select_option("ben")
    assert claims(page) == ["c-hosts", "c-hosts-too"]
    expect(page.get_by_role("status")).to_have_text("Said by Ben Moor (2)")
    page.get_by_label("First hand only").check()
    assert claims(page) == ["c-hosts-too"]
    page.get_by_label("First hand only").uncheck()
    page.get_by_label("Said by").select_option("")
    page.get_by_label("Reported by").select_option("ada")
    assert claims(page) == ["c-hosts"]


def test_claims_are_kept_by_where_they_are_written(page: Page) -> None:
    page.get_by_label("Written in").select_option(label="A digest")
    assert claims(page) == ["c-hosts"]
    assert page.evaluate("location.hash") == "#document=digest"


def test_claims_are_kept_by_whether_they_are_contested(page: Page) -> None:
    page.get_by_label("Contested").select_option("yes")
    contested = claims(page)
    page.get_by_label("Contested").select_option("no")
    uncontested = claims(page)
    page.get_by_label("Contested").select_option("")
    assert contested == ["c-hosts", "c-hosts-too"]
    assert sorted(contested + uncontested) == claims(page)


def test_denials_and_plans_are_drawn_where_they_are_asked_for(
    page: Page, browser: OfflineBrowser
) -> None:
    denied = page.locator("[data-filter='beside:denied']")
    expect(denied).to_have_attribute("aria-pressed", "false")
    denied.click()
    expect(denied).to_have_attribute("aria-pressed", "true")
    assert "c-hosts-not" in claims(page)
    page.locator("[data-filter='beside:planned']").click()
    page.locator("[data-filter='beside:deprecated']").click()
    assert len(claims(page)) == 10
    page.evaluate("graphkit.choose({ kind: 'node', id: 'smiths' })")
    expect(page.locator("#card")).to_contain_text("denied")
    page.wait_for_timeout(200)
    assert browser.complaints == []


def test_edge_types_are_hidden_one_by_one(page: Page) -> None:
    page.get_by_text("Edge types (4)").click()
    page.locator("[data-filter='kinds:HOSTS']").click()
    assert not {"c-hosts", "c-hosts-too", "c-dale"} & set(claims(page))
    assert page.evaluate("location.hash") == "#kinds=HOSTS"


def test_as_of_a_day_what_holds_is_told_apart(page: Page) -> None:
    page.locator("#time-kind").select_option("day")
    page.evaluate("graphkit.update({ time: [12053, 12053] })")  # 2003-01-01
    told = page.locator("#time-told")
    expect(told).to_have_text("As of 1 January 2003: 2 claims surely, 3 with unknown time")
    page.get_by_label("Surely only").check()
    assert claims(page) == ["c-dale", "c-towns"]
    assert page.evaluate("location.hash") == "#time=2003-01-01&sure=yes"
    page.evaluate("graphkit.choose({ kind: 'node', id: 'dale' })")
    page.locator("#card .row", has_text="The Weavers").first.click()
    expect(page.locator('[data-claim="c-dale"]')).to_contain_text("surely holds")


def test_the_slider_moves_by_keys_and_says_where_it_is(page: Page) -> None:
    slider = page.get_by_role("slider", name="Day", exact=True)
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "1999-01-01")
    expect(page.locator("#time-kind")).to_have_value("day")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1999-02-01")
    expect(page.locator("#time-told")).to_contain_text("As of 1 February 1999")


def test_a_time_from_one_day_to_another_keeps_what_holds_within(page: Page) -> None:
    page.evaluate("graphkit.update({ time: [14610, 15000] })")  # 2010-01-01 on
    expect(page.get_by_role("slider", name="First day")).to_be_visible()
    assert "c-dale" not in claims(page) and "c-leaves" not in claims(page)
    assert "c-hosts-too" in claims(page)  # its time is unknown


def test_time_is_played_and_paused(page: Page) -> None:
    play = page.locator("#play")
    play.click()
    expect(play).to_have_text("Pause")
    expect(page.locator("#time-told")).to_contain_text("As of 1 January 1999")
    expect(page.locator("#time-told")).to_contain_text("As of 1 January 2000")
    play.click()
    expect(play).to_have_text("Play")


def test_a_page_of_one_day_has_no_other_time(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    chosen = Filter(as_of=date(2003, 1, 1))
    page = browser.open(write_page(quarrel, tmp_path / "2003.html", filter=chosen))
    expect(page.locator("#time")).to_be_hidden()
    faded = "[...graphkit.page.picture.looks.values()].map((look) => look.faded).sort()"
    expected = ["", "", "unknown", "unknown", "unknown"]
    assert page.evaluate(faded) == expected
    at(page, "node=smiths")
    assert page.evaluate(faded) == expected


def test_a_link_leads_to_exactly_what_was_shown(page: Page) -> None:
    page.get_by_label("Said by").select_option("ben")
    page.locator("[data-filter='beside:denied']").click()
    page.evaluate("graphkit.update({ time: [16000, 16000] })")
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    shown, fragment = claims(page), page.evaluate("location.hash")
    at(page, fragment[1:])
    assert claims(page) == shown
    expect(page.locator("#card .name")).to_have_text("Åsby")
    expect(page.get_by_label("Said by")).to_have_value("ben")
    expect(page.locator("[data-filter='beside:denied']")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#time-told")).to_contain_text("As of 22 October 2013")


def test_each_step_can_be_undone_and_done_again(page: Page) -> None:
    everything = claims(page)
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    page.get_by_label("Said by").select_option("ben")
    page.locator("[data-filter='types:Town']").click()
    undo.click()
    assert claims(page) == ["c-hosts", "c-hosts-too"]
    page.keyboard.press("Control+z")
    assert claims(page) == everything
    expect(undo).to_be_disabled()
    redo.click()
    page.keyboard.press("Control+Shift+z")
    assert claims(page) == []
    expect(redo).to_be_disabled()


def test_a_claim_that_is_filtered_away_is_told_of_where_it_is_chosen(page: Page) -> None:
    at(page, "claim=c-dale&said=ben")
    expect(page.locator("#card .kicker")).to_have_text("Not drawn")
    expect(page.locator('[data-claim="c-dale"]')).to_contain_text("filtered away")


def test_paths_are_told_in_sentences_the_shortest_first(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    page.get_by_role("button", name="Paths from here…").click()
    field = page.get_by_role("combobox", name="To which node?")
    field.fill("weav")
    field.press("Enter")
    card = page.locator("#card")
    expect(card.locator(".name")).to_have_text("Åsby to The Weavers")
    expect(card).to_contain_text("2 paths, the shortest of 2 steps")
    expect(card.locator(".light").first).to_contain_text("Åsby")
    expect(card.locator(".light").first).to_contain_text("The Smiths")
    expect(card.locator(".lit a")).to_have_text(
        ["Åsby hosts The Smiths", "Alleged: The Weavers attacks The Smiths"]
    )
    assert page.evaluate("location.hash") == "#path=asby,weavers"
    assert page.evaluate("[...graphkit.view.kept.nodes].sort()") == ["asby", "smiths", "weavers"]


def test_another_path_is_lit_and_a_link_leads_to_it(page: Page) -> None:
    at(page, "path=asby,weavers&which=1")
    kept = "[...graphkit.view.kept.nodes].sort()"
    assert page.evaluate(kept) == ["asby", "dale", "weavers"]
    page.locator(".paths .light").first.click()
    assert page.evaluate(kept) == ["asby", "smiths", "weavers"]
    page.locator(".paths a", has_text="hosts").click()
    expect(page.locator("#card .name")).to_have_text("Åsby hosts The Smiths")
    page.keyboard.press("Escape")
    expect(page.locator("#card .name")).to_have_text("Åsby to The Weavers")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_contain_text("Most connected")


def test_where_filters_leave_no_path_it_is_said(page: Page) -> None:
    at(page, "path=asby,weavers&said=ben")
    expect(page.locator("#card")).to_contain_text("without them there are 2")
    at(page, "path=asby,ada")
    expect(page.locator("#card")).to_contain_text("No path of six steps or fewer connects them.")


def test_what_one_says_is_set_beside_what_others_say(page: Page) -> None:
    page.get_by_label("Compare").select_option("weavers")
    card = page.locator("#card")
    expect(card.locator(".name")).to_have_text("The Weavers and everybody else")
    expect(card).to_contain_text("They contradict each other")
    sides = ["Åsby hosts The Smiths", "Not so: Åsby hosts The Smiths"]
    expect(card.locator(".said a").filter(has_text="hosts The Smiths")).to_have_text(sides)
    card.get_by_label("Beside").select_option("ben")
    expect(card.locator(".name")).to_have_text("The Weavers and Ben Moor")
    assert page.evaluate("location.hash") == "#beside=denied&versus=weavers,ben"
    assert claims(page) == ["c-hosts", "c-hosts-not", "c-hosts-too"]
    card.get_by_role("button", name="Swap").click()
    expect(card.locator(".name")).to_have_text("Ben Moor and The Weavers")
    page.get_by_role("button", name="Close").click()
    expect(card).to_contain_text("Most connected")


def test_what_is_near_a_node_is_kept_and_extended_and_a_node_hidden(page: Page) -> None:
    shown = "[...graphkit.page.picture.nodes].sort()"
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    page.get_by_role("button", name="Only this and its neighbors").click()
    assert page.evaluate(shown) == ["asby", "dale", "smiths"]
    page.evaluate("graphkit.choose({ kind: 'node', id: 'dale' })")
    page.get_by_role("button", name="Its other neighbors, too").click()
    assert page.evaluate(shown) == ["asby", "dale", "smiths", "weavers"]
    page.get_by_role("button", name="Hide", exact=True).click()
    assert page.evaluate(shown) == ["asby", "smiths", "weavers"]
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Show all again").click()
    assert len(page.evaluate(shown)) == 6


def test_both_sides_of_a_dispute_stand_side_by_side(page: Page) -> None:
    page.locator("#card .row", has_text="Åsby hosts The Smiths").first.click()
    one, other = page.locator(".sides > div").all()
    expect(one.locator("a")).to_have_text(["Åsby hosts The Smiths"] * 2)
    expect(one.locator(".who").first).to_have_text("Ada Lund, quoting Ben Moor:")
    expect(other.locator("a")).to_have_text("Not so: Åsby hosts The Smiths")
    expect(other).to_contain_text("They saw nobody.")
    other.get_by_role("link").click()
    expect(page.locator("#card .kicker")).to_have_text("Not drawn")
    expect(page.locator(".sides > div").first.locator("a")).to_have_text(
        "Not so: Åsby hosts The Smiths"
    )


def test_what_nobody_disputes_has_no_sides(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'dale' })")
    page.locator("#card .row", has_text="The Weavers").first.click()
    expect(page.locator(".sides")).to_have_count(0)
