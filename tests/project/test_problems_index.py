"""docs/problems.md lists every code that is explained, with its title."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_index_lists_each_code_as_its_section_calls_it() -> None:
    sections = [
        (code, title)
        for file in sorted((DOCS / "problems").glob("gk*.md"))
        for code, title in re.findall(r"^## (GK\d+):? (.+)$", file.read_text(), re.MULTILINE)
    ]
    listed = re.findall(
        r"^- \[(GK\d+)\]\(problems/gk\d\.md#\S+\) (.+)$",
        (DOCS / "problems.md").read_text(),
        re.MULTILINE,
    )
    assert listed == sections
    assert len(listed) > 80
