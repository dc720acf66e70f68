"""What `docs/quarantine.md` tells happens, in the order in which it is told."""

import re
import shlex
from pathlib import Path

import pytest

from tests.project.test_readme import run

PAGE = (Path(__file__).parents[2] / "docs/quarantine.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_page_tells_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    codes = []
    for language, name, content in BLOCKS:
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(content, encoding="utf-8")
        elif language == "console":
            for told in content.removeprefix("$ ").split("\n$ "):
                command, *lines = told.splitlines()
                code, said = run(*shlex.split(command), folder=tmp_path)
                codes.append(code)
                missing = [line for line in lines if line not in said.splitlines()]
                assert missing == [], said
        else:
            exec(content, {})
    assert codes == [1, 0, 1, 0, 0]
    assert Path("set-aside/held.csv").read_bytes().startswith(b"file,line,column,code")
