"""A schema's own page."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graphkit.graph.graph import Graph
from graphkit.views import write_schema_page
from tests.browser import OfflineBrowser

pytestmark = pytest.mark.chromium


def test_types_and_edge_types_have_cards(
    browser: OfflineBrowser, tmp_path: Path, quarrel: Graph
) -> None:
    path = tmp_path / "schema.html"
    page = browser.open(
        write_schema_page(quarrel.schema, path, data=quarrel, today=date(2024, 3, 1))
    )
    expect(page.locator("#standfirst")).to_have_text("5 node types and 4 edge types.")
    expect(page.locator(".foot")).to_have_text(
        "What may be said, and of what. Made on 1 March 2024 with graphkit 0.1.0."
    )
    page.get_by_role("combobox", name="Search nodes").fill("guild")
    page.get_by_role("option", name="Guild (2)").click()
    card = page.locator("#card")
    expect(card.locator(".also").first).to_have_text("People of one craft.")
    expect(card).to_contain_text("list<string>")
    expect(card).to_contain_text("The Smiths; The Weavers")
    card.get_by_role("button", name="Town (2)").first.click()
    expect(card.locator(".kicker")).to_contain_text("HOSTS")
    expect(card).to_contain_text("A town lets a guild stay. State; inverse HOSTED_BY")
    expect(card).to_contain_text("Terms")
    assert page.get_by_text("Nobody is named").count() == 0
    assert page.get_by_text("Said by").count() == 0
    assert browser.complaints == []
    assert browser.refused == []
