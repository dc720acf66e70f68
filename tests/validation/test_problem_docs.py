"""Every code of a rule is documented with files that raise it, and nothing else, at that place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import graphkit.validation
from graphkit.graph.dataset import Dataset
from graphkit.readers.folder import read
from graphkit.validation.check import check
from tests.validation.datasets import relative, write

ROOT = Path(__file__).parents[2]
CODE = Path(graphkit.validation.__file__).parent
GOLDEN = Path(__file__).parent / "golden"
SECTION = re.compile(r"^## (GK\d+) [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RAISES = re.compile(r"^raises: (.+)$", re.MULTILINE)

TEXTS = {
    name: (ROOT / "docs/problems" / name).read_text() for name in ("gk3.md", "gk4.md", "gk5.md")
}
BASES = {name: dict(BLOCK.findall(text.partition("\n## ")[0])) for name, text in TEXTS.items()}
SECTIONS = {
    code: (name, section) for name, text in TEXTS.items() for code, section in SECTION.findall(text)
}


def read_with_other(root: Path) -> Dataset:
    """Read a dataset, and the one in its folder `other` with it."""
    return read(root, root / "other") if (root / "other").exists() else read(root)


def used_codes() -> set[str]:
    """The codes that stand in the rules: written out, or their last two digits after the kind."""
    texts = [path.read_text() for path in CODE.glob("*.py")]
    written = {code for text in texts for code in re.findall(r"\"(GK[345]\d\d)\"", text)}
    last = re.findall(r"_code\(column, (\d)\)", (CODE / "cells.py").read_text())
    return written | {f"GK{kind}1{digit}" for kind in (3, 4) for digit in last}


def test_every_code_of_a_rule_has_a_section_and_every_section_a_code() -> None:
    assert used_codes() == set(SECTIONS)


def test_sections_stand_in_the_order_of_their_codes() -> None:
    assert list(SECTIONS) == sorted(SECTIONS)


def test_every_rule_names_its_codes_and_every_code_its_rule() -> None:
    from graphkit.validation.rules import RULES

    named = {code for rule in RULES for code in re.findall(r"GK\d+", rule.__doc__ or "")}
    assert named == set(SECTIONS)


@pytest.mark.parametrize("code", SECTIONS)
def test_its_examples_raise_the_code_and_nothing_else(code: str, tmp_path: Path) -> None:
    document, section = SECTIONS[code]
    write(tmp_path, BASES[document])
    write(tmp_path, dict(BLOCK.findall(section)))
    found = check(read_with_other(tmp_path))
    places = [relative(p, tmp_path).split(": ", 1)[0] + f" {p.code}" for p in found]
    assert places == RAISES.findall(section)
    assert code in {problem.code for problem in found}


@pytest.mark.parametrize("document", BASES)
def test_the_dataset_of_the_examples_is_sound(document: str, tmp_path: Path) -> None:
    write(tmp_path, BASES[document])
    assert check(read(tmp_path)) == []


@pytest.mark.parametrize("document", BASES)
def test_the_messages_of_the_examples_stay_as_they_are(document: str, tmp_path: Path) -> None:
    lines = []
    for code, (owner, section) in SECTIONS.items():
        if owner == document:
            root = tmp_path / code
            write(root, BASES[document])
            write(root, dict(BLOCK.findall(section)))
            lines += [relative(problem, root) for problem in check(read_with_other(root))]
    golden = GOLDEN / document.replace(".md", ".txt")
    assert "\n".join(lines) + "\n" == golden.read_text()
