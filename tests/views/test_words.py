"""The words of the interface: all in one file, all used, each told what it is about."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import Environment, nodes

from graphkit.views import words
from graphkit.views.page import TEMPLATE
from graphkit.views.words import FILE, parts, say

SCRIPT = TEMPLATE / "script"
PYTHON = TEMPLATE.parent
NOT_TEXTS = {"language", "thousands"}
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
"""Those that the plural rules of a language may have."""
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Use:
    """A call that says something: where, by which key, and the places that it fills."""

    where: str
    key: str
    places: frozenset[str]


def sources() -> dict[str, str]:
    """The modules of the script without their comments, but for the words themselves."""
    comment = re.compile(r"//[^\n]*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)
    return {
        path.name: comment.sub("", path.read_text("utf-8"))
        for path in sorted(SCRIPT.glob("*.js"))
        if path != FILE
    }


def filled(text: str, at: int) -> frozenset[str]:
    """The names of an object literal that follows a key in a call of the script."""
    if text[at] == ")":
        return frozenset()
    start = text.index("{", at)
    assert not text[at:start].strip(" ,\n"), text[at : at + 80]
    names, depth, begins, quoted = [], 0, start + 1, False
    for here in range(start, len(text)):
        char = text[here]
        quoted ^= char == '"'
        if quoted:
            continue
        depth += (char in "([{") - (char in ")]}")
        if (char == "," and depth == 1) or depth == 0:
            if text[begins:here].strip():
                names.append(re.match(r"\w+", text[begins:here].strip()))
            begins = here + 1
        if depth == 0:
            break
    return frozenset(name[0] for name in names if name is not None)


def uses() -> Iterator[Use]:
    for name, text in sources().items():
        for found in re.finditer(r'(?<![\w.])(?:say|parts)\(\s*"([^"]*)"', text):
            yield Use(name, found[1], filled(text, found.end()))
    for path in sorted(PYTHON.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                first = call.args[0] if call.args else None
                if call.func.id in ("say", "parts") and isinstance(first, ast.Constant):
                    places = frozenset(str(each.arg) for each in call.keywords)
                    yield Use(path.name, str(first.value), places)
    template = Environment().parse((TEMPLATE / "page.html.jinja").read_text("utf-8"))
    for said in template.find_all(nodes.Call):
        if isinstance(said.node, nodes.Name) and said.node.name == "say":
            assert isinstance(said.args[0], nodes.Const)
            places = frozenset(each.key for each in said.kwargs)
            yield Use("page.html.jinja", said.args[0].value, places)


def mentions() -> Iterator[tuple[str, str]]:
    """Every text within quotes, in tables of keys, too, and where it stands."""
    for name, text in sources().items():
        yield from ((name, found) for found in re.findall(r'"([^"\n]*)"', text))
    for path in sorted(PYTHON.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value
    yield from ((use.where, use.key) for use in uses())
    yield "say.js", re.findall(r"WORDS\.(\w+)", sources()["say.js"])[0]


def forms(key: str) -> dict[str, str]:
    entry = words.table()[key]
    return {"other": entry} if isinstance(entry, str) else entry


def test_the_literal_is_strict_json_in_which_nothing_stands_twice() -> None:
    found = re.fullmatch(
        r"(?://.*\n)+\nexport const WORDS = (\{.*\});\n", FILE.read_text("utf-8"), re.DOTALL
    )
    assert found is not None

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        assert sorted(set(names)) == sorted(names)
        return dict(pairs)

    assert json.loads(found[1], object_pairs_hook=once) == words.table()


def test_every_entry_is_a_text_or_one_in_several_forms() -> None:
    for key, entry in words.table().items():
        assert key in NOT_TEXTS or re.fullmatch(r"[a-z]+\.\w+", key), key
        if not isinstance(entry, str):
            assert {"other"} <= entry.keys() <= CATEGORIES, key
        assert all(text.strip() == text != "" for text in forms(key).values()), key


def test_every_text_that_is_said_is_there_and_every_one_that_is_there_is_said() -> None:
    known = words.table().keys()
    sections = {key.partition(".")[0] for key in known - NOT_TEXTS}
    assert [use for use in uses() if use.key not in known] == []
    looks_like_one = re.compile(rf"(?:{'|'.join(sorted(sections))})\.\w+")
    named = set(mentions())
    unknown = [(name, key) for name, key in named if looks_like_one.fullmatch(key)]
    assert [each for each in unknown if each[1] not in known] == []
    assert known - {key for _, key in named} == set()


def test_every_use_fills_the_places_of_its_text() -> None:
    found = list(uses())
    assert len(found) > 250
    for use in found:
        places = frozenset(PLACE.findall(" ".join(forms(use.key).values())))
        several = not isinstance(words.table()[use.key], str)
        assert use.places == places | ({"count"} if several else set()), use


def test_the_forms_of_a_text_have_the_same_places_but_for_the_number() -> None:
    for key in words.table():
        places = [set(PLACE.findall(text)) - {"count"} for text in forms(key).values()]
        assert all(each == places[0] for each in places), key


def test_no_text_has_braces_of_another_kind() -> None:
    for key in words.table():
        for text in forms(key).values():
            assert not set("{}") & set(PLACE.sub("", text)), key


def test_no_sentence_stands_in_the_script_itself() -> None:
    keys = {"Escape", "Enter"}
    for name, text in sources().items():
        if name == "say.js":  # it complains to those who write the page
            continue
        begins = re.findall(r"[\"`]([A-Z][a-z]+(?= [a-z$]|[\"`:…]|\.[\"`])[^\"`\n]*)", text)
        assert set(begins) <= keys, name


def test_a_text_says_what_it_is_told() -> None:
    assert say("sentences.saysThat", speaker="{more}", more="x") == "{more} says that x"
    assert say("shown.near", count=1, node="Åsby") == "Only what is within one edge of Åsby."
    assert say("counts.claims", count=1_234_567) == "1,234,567 claims"
    assert parts("foot.made", day="today", version="1")[1::2] == ["today", "1"]


def test_what_is_unknown_or_not_told_is_no_text() -> None:
    with pytest.raises(KeyError, match="nothing"):
        say("cards.nothing")
    with pytest.raises(KeyError, match="node"):
        say("groups.around")
