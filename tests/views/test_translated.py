# ruff: noqa: RUF001 - Greek letters are meant
"""A page in another language: no word of the interface is left that a translator cannot reach.

Whatever the page says of itself stands in ⟦brackets⟧ here, and whatever the data says in Greek
letters, so that a Latin letter outside brackets is a word that stands in the script, the template
or in Python.

Longer than 400 lines: the data that calls forth every word stands here, beside what looks for it.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import graphkit as gk
from graphkit.graph.filters import Filter
from graphkit.graph.graph import Graph
from graphkit.graph.sentences import MARKS
from graphkit.views import page as pages
from graphkit.views import words, write_page, write_schema_page
from graphkit.views.network import shortened
from graphkit.views.payload import build_payload
from graphkit.views.tour import Step
from tests.browser import OfflineBrowser
from tests.views import test_large

pytestmark = pytest.mark.chromium

SCHEMA = """
schema: zz
version: 1.0.0
claims: reified
nodes:
  Zznamed:
    abstract: true
    properties: {name: {type: string}, zznames: {type: list<string>}}
  Zzpolis:
    extends: Zznamed
    description: Πόλις
    display: {label: name}
    properties: {zzsite: {type: url}, zzwalled: {type: boolean}}
  Zzthiasos: {extends: Zznamed, display: {label: name}}
edges:
  ZZDECHETAI:
    source: [Zzpolis]
    target: [Zzthiasos]
    temporal: state
    inverse: ZZOIKEI
    balance: positive
    display: {label: δέχεται}
    description: Δέχεται
  ZZPOLEMEI:
    source: [Zznamed]
    target: [Zznamed]
    temporal: event
    balance: negative
    display: {label: πολεμεί}
  ZZSYMMACHEI:
    symmetric: true
    between: [Zznamed]
    temporal: state
    display: {label: συμμαχεί}
"""

NODES = """id,type,name,zznames,zzsite,zzwalled
athens,Zzpolis,Αθήναι,Άστυ,https://zz.example/,true
sparta,Zzpolis,Σπάρτη,,,false
smiths,Zzthiasos,Χαλκείς,,,
weavers,Zzthiasos,Υφάνται,,,
lone,Zzthiasos,Μόνος,,,
"""

CLAIMS = [
    {
        "id": "c-a",
        "type": "ZZDECHETAI",
        "source": "athens",
        "target": "smiths",
        "claimed_by": ["sparta", "weavers"],
        "cue": ["έφη", "είπε"],
        "time": "2014~/..",
        "time_text": "τότε",
        "document": "letter",
        "section": "Πρώτον",
        "quote": "Δέχονται",
        "confidence": 0.5,
        "note": "Δις",
        "extractor": "Κλειώ",
    },
    {
        "id": "c-b",
        "type": "ZZDECHETAI",
        "source": "athens",
        "target": "smiths",
        "modality": "alleged",
        "claimed_by": ["weavers"],
        "time": "2001/2005",
        "document": "letter",
        "section": "Δεύτερον",
        "quote": "Υφαίνουσι",
    },
    {
        "id": "c-not",
        "type": "ZZDECHETAI",
        "source": "athens",
        "target": "smiths",
        "polarity": "negative",
        "claimed_by": ["sparta"],
        "document": "letter",
        "quote": "Ουκ είσιν",
        "contests": ["c-a"],
        "contests_reason": "Ουδένα είδον",
    },
    {
        "id": "c-out",
        "type": "ZZDECHETAI",
        "source": "sparta",
        "target": "weavers",
        "modality": "reputed",
        "time": "198X",
        "closes": ["c-b"],
    },
    {
        "id": "c-war",
        "type": "ZZPOLEMEI",
        "source": "sparta",
        "target": "athens",
        "modality": "presupposed",
        "claimed_by": ["weavers"],
        "time": "2009-05-01",
        "because": ["c-b"],
        "follows": ["c-plan"],
    },
    {
        "id": "c-plan",
        "type": "ZZPOLEMEI",
        "source": "athens",
        "target": "sparta",
        "realization": "planned",
        "claimed_by": ["smiths"],
        "time": "/2016-21",
    },
    {
        "id": "c-old",
        "type": "ZZSYMMACHEI",
        "source": "athens",
        "target": "sparta",
        "status": "deprecated",
        "time_text": "πάλαι",
    },
    {
        "id": "c-ally",
        "type": "ZZSYMMACHEI",
        "source": "athens",
        "target": "weavers",
        "time": "19XX",
    },
]

LETTER = """---
id: letter
title: Επιστολή
author: Κλειώ
published: 2014-05
url: https://zz.example/letter
reports: annals
---

# Πρώτον

Δέχονται τους χαλκείς. Ουκ είσιν, φασίν.

## Δεύτερον

Υφαίνουσι.
"""

ANNALS = "---\nid: annals\ntitle: Χρονικά\n---\n\nΧρόνοι.\n"

TOUR = [Step("Αρχή", "Πρώτον.\n\nΔεύτερον."), Step("Τέλος", view="#node=athens")]

STATES = {
    "as it opens": "",
    "a node": "node=athens",
    "a node at a time": "node=athens&time=2004-01-01",
    "a node that is alone": "node=lone",
    "an edge": "claim=c-a",
    "an edge at a time": "claim=c-a&time=2004-01-01",
    "a claim that is not drawn": "claim=c-old",
    "another claim that is not drawn": "claim=c-plan",
    "a claim with a reason": "claim=c-war",
    "a claim that another one closes": "claim=c-out",
    "the table": "view=table",
    "the table with what is denied": "view=table&beside=denied,planned,deprecated",
    "paths": "path=smiths,weavers",
    "no path": "path=smiths,lone",
    "paths that the filters hide": "path=smiths,weavers&kinds=ZZDECHETAI,ZZPOLEMEI,ZZSYMMACHEI",
    "paths to nowhere yet": "path=athens",
    "perspectives": "beside=denied&versus=sparta,weavers",
    "one against all": "beside=denied&versus=weavers,*",
    "perspectives of nothing": "versus=sparta,weavers&kinds=ZZDECHETAI,ZZPOLEMEI,ZZSYMMACHEI",
    "a day": "time=2004-01-01",
    "a time": "time=2004-01-01,2015-01-01",
    "a tour": "step=1",
    "a document": "reading=letter",
    "a section": "document=letter&section=Πρώτον",
    "a neighborhood": "node=smiths&only=smiths,athens",
    "by time": "layout=time",
    "by community": "layout=communities",
    "in rings": "layout=rings&center=athens",
}

PRESSED: tuple[str, ...] = (
    "",
    "node=athens",
    "claim=c-a",
    "view=table",
    "path=smiths,weavers",
    "step=1",
)
PRESSED += ("beside=denied&versus=sparta,weavers", "time=2004-01-01", "reading=letter")
"""States in which every button is pressed."""

LISTENS = """
window.said = new Set();
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.said.add(text);
    return fill.call(this, text, ...rest);
};
window.confirm = window.prompt = (text) => void window.said.add(text);
window.print = () => {};
document.addEventListener("DOMContentLoaded", () => {
    for (const id of ["spoken", "readout"]) {
        const place = document.getElementById(id);
        const hear = () => window.said.add(place.textContent);
        new MutationObserver(hear).observe(place, { childList: true });
    }
});
window.look = () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: place } = walker.currentNode;
        if (place.checkVisibility() || place.matches("option")) window.said.add(data);
    }
    for (const place of document.querySelectorAll("*")) {
        for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
            window.said.add(place.getAttribute(name) ?? "");
        }
    }
    return [...window.said].filter((text) => text.trim());
};
"""
"""Keeps every text that is drawn, spoken, asked in a window, seen, or read out."""

PRESS = """async () => {
    const start = graphkit.page.state;
    const all = [...document.querySelectorAll("button, a, select, input")];
    for (const each of all) {
        if (each.matches("select")) {
            each.selectedIndex = each.options.length - 1;
            each.dispatchEvent(new Event("change"));
        } else if (each.type === "range") each.dispatchEvent(new Event("input"));
        else if (!each.matches(".skip")) each.click();
        await null; // what is spoken is heard
        look();
        if (graphkit.page.state !== start) graphkit.update(start);
    }
    return all.length;
}"""
"""Presses, in one state of a page, whatever can be pressed."""

MARKED = "|".join(mark for _, marks in MARKS for mark in marks.values())
REACHED = re.compile(
    # Marks of claims are made for tables and exports, too, by `graph/sentences.py`.
    rf"(?i:(?:(?:{MARKED})(?:, )?)+)(?=:)|⟦[^⟦⟧]*(?:⟧|…$)"
    # Of the data: addresses, names of types and properties, dates as they are noted. And files.
    r"|https?://\S+|(?i:\bzz)[\w.-]*|\b\d+X+\b|[\w.]+\.(?:csv|json|png|svg)\b"
)


def bracketed(text: str) -> str:
    """A text as a translator would have written it, in brackets around its places."""
    return re.sub(r"(?:^|(?<=\}))(?=[^{]*\w)[^{]+", r"⟦\g<0>⟧", text)


@pytest.fixture(scope="module", autouse=True)
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages are written with a file of words in which all texts stand in brackets."""
    template = shutil.copytree(pages.TEMPLATE, tmp_path_factory.mktemp("words") / "template")
    table = {
        key: bracketed(entry)
        if isinstance(entry, str)
        else {form: bracketed(text) for form, text in entry.items()}
        for key, entry in words.table().items()
    }
    table |= {"language": "de", "thousands": "."}
    file = template / "script" / words.FILE.name
    file.write_text(f"export const WORDS = {json.dumps(table, ensure_ascii=False)};\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "FILE", file)
        patch.setattr(pages, "TEMPLATE", template)
        words.table.cache_clear()
        yield
    words.table.cache_clear()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("data")
    for name in ("nodes", "edges", "documents"):
        (folder / name).mkdir(parents=True)
    (folder / "dataset.yaml").write_text("name: zz\ntitle: Στάσις\n", "utf-8")
    (folder / "schema.yaml").write_text(SCHEMA, "utf-8")
    (folder / "nodes" / "all.csv").write_text(NODES, "utf-8")
    lines = "".join(f"{json.dumps(claim)}\n" for claim in CLAIMS)
    (folder / "edges" / "claims.jsonl").write_text(lines, "utf-8")
    (folder / "documents" / "letter.md").write_text(LETTER, "utf-8")
    (folder / "documents" / "annals.md").write_text(ANNALS, "utf-8")
    return gk.build(gk.read(folder))


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    return write_page(graph, path, tour=TOUR, today=date(2024, 3, 1))


@pytest.fixture
def visit(browser: OfflineBrowser) -> Iterator[Callable[[Path, str], Page]]:
    """Open a page anew in a state; what it said until then is forgotten."""
    browser.context.add_init_script(LISTENS)
    opened = browser.context.new_page()

    def visited(path: Path, state: str) -> Page:
        opened.goto("about:blank")
        opened.goto(f"{path.as_uri()}#{state}")
        expect(opened.locator("#drawing canvas")).not_to_have_class("overview")
        return opened

    yield visited
    assert browser.complaints == []


def left_in(page: Page) -> list[str]:
    """What a page says that no translator could have said otherwise."""
    return [text for text in page.evaluate("look()") if not is_reached(text)]


def is_reached(text: str) -> bool:
    return not re.search(r"[A-Za-z⟦⟧]", REACHED.sub("", text))


def test_a_word_outside_the_file_is_found() -> None:
    assert bracketed("{speaker} says that {more}") == "{speaker}⟦ says that ⟧{more}"
    assert bracketed("{count} node") == "{count}⟦ node⟧"
    assert bracketed("{a} {b}") == "{a} {b}"
    assert is_reached("⟦Undo⟧") and is_reached("Αθήναι⟦ says⟧") and is_reached("Not so: Αθήναι")
    assert (
        not is_reached("⟦Undo⟧ it") and not is_reached("Αθήναι says") and not is_reached("Not so")
    )


@pytest.mark.parametrize("state", STATES)
def test_no_word_is_out_of_reach(
    visit: Callable[[Path, str], Page], file: Path, state: str
) -> None:
    page = visit(file, STATES[state])
    assert left_in(page) == []
    assert page.evaluate("document.documentElement.lang") == "de"


@pytest.mark.parametrize("state", PRESSED)
def test_no_word_that_a_button_calls_forth_is_out_of_reach(
    visit: Callable[[Path, str], Page], file: Path, state: str
) -> None:
    page = visit(file, state)
    assert page.evaluate(PRESS) > 40
    page.wait_for_timeout(300)  # files are saved, links copied
    assert left_in(page) == []
    assert len(page.evaluate("look()")) > 150


@pytest.mark.parametrize("wanted", ["αθη", "αστυ", "ουκ εισιν", "δεχεται", "ξξξξ"])
def test_no_word_of_the_search_is_out_of_reach(
    visit: Callable[[Path, str], Page], file: Path, wanted: str
) -> None:
    page = visit(file, "")
    page.get_by_role("combobox", name="⟦Search nodes and what is said⟧").fill(wanted)
    expect(page.locator("#results li").first).to_be_visible()
    assert left_in(page) == []
    page.evaluate("graphkit.update({ path: ['athens'] })")
    page.locator("#path-1").fill(wanted)
    assert left_in(page) == []


def test_no_word_of_a_comparison_is_out_of_reach(
    visit: Callable[[Path, str], Page], tmp_path: Path, graph: Graph
) -> None:
    earlier = Graph(graph.schema, "zz", "Στάσις")
    earlier.add_node("Zzpolis", id="athens", name="Αθήνα")
    earlier.add_node("Zzpolis", id="thebes", name="Θήβαι")
    earlier.add_edge("ZZPOLEMEI", "thebes", "athens", id="c-gone")
    path = write_page(graph, tmp_path / "graph.html", earlier=earlier)
    for state in ("", "node=thebes", "claim=c-gone"):
        assert left_in(visit(path, state)) == []


def test_no_word_about_groups_is_out_of_reach(
    visit: Callable[[Path, str], Page], tmp_path: Path
) -> None:
    page = visit(write_page(test_large.many(), tmp_path / "graph.html"), "")
    test_large.ready(page)  # its data is unpacked after it is loaded
    told = ["Town", "Guild", "Many", "is allied with", "People of one craft.", test_large.HOSTILE]
    told += shortened(test_large.HOSTILE).split()  # as it stands in the drawing, in lines
    data = re.compile("|".join(map(re.escape, told)), re.IGNORECASE)

    def left() -> list[str]:
        return [text for text in page.evaluate("look()") if not is_reached(data.sub("", text))]

    expect(page.locator("#standfirst")).to_contain_text("2.400⟦ nodes⟧")
    assert left() == []
    page.evaluate("graphkit.choose({ kind: 'group', id: graphkit.data.groups.list[0][0] })")
    assert left() == []
    page.get_by_role("button", name="⟦Open it⟧").click()
    page.evaluate("graphkit.choose({ kind: 'node', id: 't3' })")
    assert left() == []


def test_no_word_that_is_written_with_a_page_is_out_of_reach(tmp_path: Path, graph: Graph) -> None:
    shown = [
        Filter(as_of=date(2004, 1, 1), known_on=date(2030, 1, 1), first_hand=True),
        Filter(according_to="weavers", reported_by="sparta", contested=True),
        Filter(
            contested=False,
            polarity=(
                "positive",
                "negative",
            ),
            modality=(
                "asserted",
                "alleged",
                "reputed",
                "presupposed",
            ),
            realization=(
                "actual",
                "planned",
                "promised",
                "attempted",
                "hoped",
            ),
            node_types=("Zzpolis",),
            edge_types=("ZZPOLEMEI",),
        ),
    ]
    told = [build_payload(graph, chosen, focus="athens")["shown"] for chosen in shown]
    assert [text for text in told if not is_reached(text)] == []
    page = write_schema_page(graph.schema, tmp_path / "schema.html").read_text("utf-8")
    assert "⟦What may be said, and of what.⟧" in page
    assert "3⟦ node types⟧" in page or "4⟦ node types⟧" in page
    assert '<noscript><p class="notice">⟦The drawing and its cards need JavaScript' in page
