"""The file: what it may do, what it replaces, what it keeps from running."""

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graphkit.errors import Refused, UsageError
from graphkit.graph.graph import Graph
from graphkit.views import render_page, write_page
from graphkit.views.page import FIRST, MODULES, TEMPLATE, inert, joined_script, json_text
from tests.views.conftest import empty_graph

DAY = date(2024, 3, 1)


class Parts(HTMLParser):
    """The page's elements with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and data.strip():
            self.texts.append((self.tags[-1][0], data))


def policy_of(parts: Parts) -> dict[str, str]:
    found = [
        attrs["content"] or ""
        for _, attrs in parts.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(found) == 1
    pairs = (directive.split(" ", 1) for directive in found[0].split("; "))
    return {name: value for name, value in pairs}


def test_the_policy_allows_these_very_texts_and_nothing_else(quarrel: Graph) -> None:
    parts = Parts(render_page(quarrel, today=DAY))
    policy = policy_of(parts)
    assert policy["default-src"] == policy["connect-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in " ".join(policy.values())
    (data, library, script) = [text for tag, text in parts.texts if tag == "script"]
    assert json.loads(data)["title"] == "The quarrel of Åsby"
    assert policy["script-src"].split() == [_digest(library), _digest(script)]
    assert policy["style-src"] == _digest(next(text for tag, text in parts.texts if tag == "style"))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_in_the_page_is_fetched_or_handled_in_line(quarrel: Graph) -> None:
    for tag, attrs in Parts(render_page(quarrel, today=DAY)).tags:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        assert "src" not in attrs
        if "href" in attrs:
            assert tag in {"a", "link"}
            assert attrs["href"] in {"data:,", "#reading"}


def test_data_cannot_end_its_element() -> None:
    graph = empty_graph("</title><script>alert(1)</script>")
    graph.add_node("Guild", id="b", name="</script><img src=x onerror=alert(1)>\u2028")
    page = render_page(graph, today=DAY)
    assert "<img" not in page
    assert "<script>alert" not in page
    assert [tag for tag, _ in Parts(page).tags].count("script") == 3


def test_inert_json_is_the_same_json() -> None:
    value = {"a": "</script>&\u2028\u2029<!--", "b": [1, None]}
    text = inert(json_text(value))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


def test_a_lone_surrogate_does_not_keep_the_page_from_being_written() -> None:
    assert inert(json_text("a\ud800b")) == '"a\ufffdb"'


def test_the_same_graph_gives_the_same_page(quarrel: Graph) -> None:
    assert render_page(quarrel, today=DAY) == render_page(quarrel, today=DAY)


def test_sources_and_day_stand_at_the_foot(quarrel: Graph) -> None:
    page = render_page(quarrel, today=DAY)
    assert "<bdi>A digest</bdi>, reporting <bdi>A chronicle, Åsby Press</bdi>." in page
    assert "Made on 1 March 2024 with graphkit" in page
    assert "no document is named" in render_page(empty_graph(), today=DAY)


def test_a_page_of_nothing_is_a_page() -> None:
    assert "0 nodes and 0 edges" in render_page(empty_graph(), today=DAY)


def test_it_replaces_a_page_that_graphkit_wrote(quarrel: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    assert write_page(empty_graph(), path) == path
    write_page(quarrel, str(path))
    assert "The quarrel" in path.read_text(encoding="utf-8")


def test_it_replaces_nothing_else(quarrel: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text("<title>mine</title>")
    with pytest.raises(Refused, match="graphkit did not write it"):
        write_page(quarrel, path)
    assert path.read_text() == "<title>mine</title>"
    with pytest.raises(Refused):
        write_page(quarrel, tmp_path)


def test_a_file_that_cannot_be_written_is_said_in_a_line(quarrel: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        write_page(quarrel, tmp_path / "nowhere" / "graph.html")


def test_every_module_of_the_script_is_joined_after_what_it_imports() -> None:
    folder = TEMPLATE / "script"
    modules = (*FIRST, *MODULES)
    assert {path.stem for path in folder.glob("*.js")} == set(modules)
    for at, name in enumerate(modules):
        text = (folder / f"{name}.js").read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= set(modules[:at])
    script = joined_script()
    assert not re.search(r"^(import|export) ", script, flags=re.MULTILINE)


def test_no_two_modules_of_the_script_share_a_name() -> None:
    names = re.findall(r"^(?:const|let|function\*?) (\w+)", joined_script(), flags=re.MULTILINE)
    assert len(names) == len(set(names))


def test_the_script_puts_text_in_as_text_alone() -> None:
    script = joined_script()
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script
