"""Documents beside the drawing: their texts, with the passages that claims quote."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import graphkit as gk
from graphkit.views import write_page
from graphkit.views.payload import build_payload
from tests.browser import OfflineBrowser
from tests.views.conftest import SCHEMA
from tests.views.hostile import HOSTILE

pytestmark = pytest.mark.chromium

LETTER = """---
id: letter
title: A letter
author: Ada Lund
published: 2014-05
---

# On the smiths 👩‍👩‍👧

Åsby hosts the smiths. The weavers deny it.

## خمینی

- The weavers hit <b>the smiths</b>, it is said.
"""
CLAIMS = """id,type,source,target,polarity,modality,claimed_by,document,quote
c-hosts,HOSTS,asby,smiths,,,,letter,Åsby hosts the smiths
c-not,HOSTS,asby,smiths,negative,,weavers,letter,The weavers deny it
c-attack,ATTACKS,weavers,smiths,,alleged,,letter,"The weavers hit <b>the smiths</b>, it is said"
c-whole,ATTACKS,weavers,smiths,,reputed,,letter,it is said
"""
NODES = "id,type,name\nasby,Town,Åsby\nsmiths,Guild,The Smiths\nweavers,Guild,The Weavers\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name in ("nodes", "edges", "documents"):
        (folder / name).mkdir(parents=True)
    (folder / "dataset.yaml").write_text("name: quarrel\n")
    (folder / "schema.yaml").write_text(SCHEMA)
    (folder / "nodes" / "all.csv").write_text(NODES)
    (folder / "edges" / "claims.csv").write_text(CLAIMS)
    (folder / "documents" / "letter.md").write_text(LETTER)
    return folder


@pytest.fixture
def page(browser: OfflineBrowser, tmp_path: Path, dataset: Path) -> Page:
    return browser.open(write_page(gk.build(gk.read(dataset)), tmp_path / "graph.html"))


def opened(page: Page) -> None:
    page.locator("#card .row", has_text="A letter").click()


def test_a_document_is_read_beside_the_drawing(page: Page, browser: OfflineBrowser) -> None:
    opened(page)
    card = page.locator("#card")
    expect(card.locator(".name")).to_have_text("A letter")
    expect(card).to_contain_text("Ada Lund, May 2014")
    expect(card.locator(".kicker")).to_have_text("Document · 4 passages")
    expect(card.locator(".text h3")).to_have_text("On the smiths 👩‍👩‍👧")
    expect(card.locator(".text h4")).to_have_text("خمینی")
    expect(card.locator(".text p").first).to_have_text(
        "Åsby hosts the smiths. The weavers deny it."
    )
    assert page.evaluate("location.hash") == "#reading=letter"
    assert browser.complaints == []


def test_passages_stand_where_their_claims_quote_them(page: Page) -> None:
    opened(page)
    expect(page.locator(".passage")).to_have_text(
        [
            "Åsby hosts the smiths",
            "The weavers deny it",
            "The weavers hit <b>the smiths</b>, ",
            "it is said",
        ]
    )
    shared = page.locator(".passage").last
    expect(shared).to_have_attribute("data-passage", "c-attack c-whole")
    expect(page.locator(".passage.away")).to_have_text("The weavers deny it")


def test_a_passage_lights_up_its_edge_and_leads_to_its_claim(page: Page) -> None:
    opened(page)
    passage = page.get_by_role("link", name="Åsby hosts the smiths")
    passage.hover()
    lit = "graphkit.view.kept && [...graphkit.view.kept.nodes].sort()"
    assert page.evaluate(lit) == ["asby", "smiths"]
    page.mouse.move(0, 0)
    assert page.evaluate(lit) is None
    passage.click()
    expect(page.locator("#card .name")).to_have_text("Åsby hosts The Smiths")
    assert page.evaluate("location.hash") == "#claim=c-hosts"


def test_a_claim_leads_to_its_passage(page: Page) -> None:
    page.evaluate(
        "graphkit.choose({ kind: 'edge', id: graphkit.data.edges.find("
        "(edge) => edge.claims.includes('c-attack')).id })"
    )
    page.locator("[data-claim=c-attack]").get_by_role("button", name="In the text").click()
    passage = page.get_by_role("link", name="The weavers hit", exact=False)
    expect(passage).to_be_focused()
    expect(passage).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_contain_text("Most connected")


def test_an_edge_under_the_pointer_marks_its_passages(page: Page) -> None:
    opened(page)
    spot = page.evaluate(
        """() => {
            const id = graphkit.data.edges.find((edge) => edge.claims.includes("c-hosts")).id;
            const { x, y } = graphkit.network.body.edges[id].edgeType.getPoint(0.4);
            const place = document.getElementById("drawing").getBoundingClientRect();
            const on = graphkit.network.canvasToDOM({ x, y });
            return [place.x + on.x, place.y + on.y];
        }"""
    )
    page.mouse.move(*spot)
    page.mouse.move(spot[0] + 1, spot[1])
    expect(page.locator(".passage.meant")).to_have_text("Åsby hosts the smiths")
    page.mouse.move(0, 0)
    expect(page.locator(".passage.meant")).to_have_count(0)


def test_texts_are_shown_as_texts(browser: OfflineBrowser, tmp_path: Path, dataset: Path) -> None:
    letter = dataset / "documents" / "letter.md"
    letter.write_text(LETTER + "\n\n".join(text for text in HOSTILE if "\x00" not in text))
    page = browser.open(write_page(gk.build(gk.read(dataset)), tmp_path / "graph.html"))
    opened(page)
    expect(page.locator("#card .text")).to_contain_text("<img src=x onerror='window.ran = 1'>")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert browser.complaints == []


def test_what_is_redacted_has_no_text_in_the_page(dataset: Path) -> None:
    settings = dataset / "dataset.yaml"
    settings.write_text("name: quarrel\nredact: [weavers]\n")
    payload = build_payload(gk.build(gk.read(dataset)))
    assert not any("text" in document for document in payload["documents"].values())
    assert "Weavers" not in str(payload)


COPY = """(selector) => {
  const place = document.querySelector(selector);
  getSelection().selectAllChildren(place);
  const clipboardData = new DataTransfer();
  const manner = { clipboardData, bubbles: true, cancelable: true };
  place.dispatchEvent(new ClipboardEvent("copy", manner));
  return clipboardData.getData("text/plain");
}"""


def test_what_is_copied_takes_its_source_along(page: Page, browser: OfflineBrowser) -> None:
    page.evaluate(
        "graphkit.choose({ kind: 'claim', id: 'c-not', ...graphkit.data.claims['c-not'] })"
    )
    address = page.url.partition("#")[0]
    assert page.evaluate(COPY, "[data-claim=c-not] blockquote").splitlines() == [
        "The weavers deny it",
        "",
        "— Not so: Åsby hosts The Smiths (The Weavers)",
        "In: Ada Lund, A letter, May 2014, On the smiths 👩‍👩‍👧",
        f"{address}#claim=c-not",
    ]
    expect(page.get_by_role("status")).to_have_text("Copied with its source")
    page.evaluate("graphkit.choose(null)")
    opened(page)
    copied = page.evaluate(COPY, "#card .text p")
    assert copied.endswith("The weavers deny it.\n\nIn: Ada Lund, A letter, May 2014")
    assert browser.complaints == []


def test_what_is_copied_elsewhere_is_left_as_it_is(page: Page) -> None:
    page.evaluate("graphkit.choose({ kind: 'node', id: 'asby' })")
    assert page.evaluate(COPY, "#card .name") == ""  # the browser itself copies
