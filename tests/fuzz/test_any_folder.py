"""A dataset folder that somebody edits, well and badly, step by step."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from graphkit.readers.folder import read
from graphkit.validation.check import check
from tests.fuzz.targets import SCHEMA, is_sound

FILES = {
    "dataset.yaml": "name: any\n",
    "schema.yaml": SCHEMA,
    "nodes/One.csv": "id,name,size\na,n,1\nb,m,\n",
    "nodes/Two.jsonl": '{"id": "c", "tags": [1, 2]}\n{"id": "d", "when": "2014~"}\n',
    "edges/LINKS.csv": "source,target,k,time,document,quote\na,c,1,2014,doc,yes yes\n",
    "edges/more.tsv": "type\tsource\ttarget\tpolarity\nPARTS\ta\tb\tnegative\n",
    "documents/doc.md": "---\nid: doc\ntitle: Doc\npublished: 2020-05\n---\n# H\nyes yes no\n",
    "cypher/all.cypher": "// description: All.\nMATCH (n) RETURN n\n",
}
NAMES = st.sampled_from([*FILES, "nodes/One.CSV", "nodes/One", "edges/LINKS.tsv", "One.csv"])
CELLS = st.sampled_from(
    ["", "a", "c", "doc", "zz", "2014/..", "2014-02-30", "1", "x", '"', '"q"', "a b", "{}", "\xe9"]
)
BYTES = st.sampled_from([b"", b"\0", b"\xff\xfe", b"\xff", b"\n\n", b'"', b"---\n", b"{", b"- a"])


class Folder(RuleBasedStateMachine):
    """After each step the folder is a sound Graph, or Problems at places that exist."""

    def __init__(self) -> None:
        super().__init__()
        self.above = Path(tempfile.mkdtemp())
        self.root = self.above / "data"

    def teardown(self) -> None:
        shutil.rmtree(self.above)

    @initialize()
    def begin(self) -> None:
        self.mend()

    @rule()
    def mend(self) -> None:
        """Write everything as it was: no trace of what was wrong may be left."""
        shutil.rmtree(self.root, ignore_errors=True)
        for name, text in FILES.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert [problem for problem in check(read(self.root)) if problem.is_error] == []

    @rule(name=NAMES, line=st.integers(0, 3), cell=st.integers(0, 6), text=CELLS)
    def break_a_cell(self, name: str, line: int, cell: int, text: str) -> None:
        path = self.root / name
        if not path.is_file():
            return
        lines = path.read_text("utf-8", "replace").split("\n")
        separator = "\t" if "\t" in lines[0] else ","
        cells = lines[line % len(lines)].split(separator)
        cells[cell % len(cells)] = text
        lines[line % len(lines)] = separator.join(cells)
        path.write_text("\n".join(lines), encoding="utf-8")

    @rule(name=NAMES, cells=st.lists(CELLS, min_size=1, max_size=6))
    def add_a_row(self, name: str, cells: list[str]) -> None:
        path = self.root / name
        if path.is_file():
            separator = "\t" if path.suffix == ".tsv" else ","
            path.write_bytes(path.read_bytes() + f"{separator.join(cells)}\n".encode())

    @rule(name=NAMES, at=st.integers(0, 60), data=BYTES)
    def spoil(self, name: str, at: int, data: bytes) -> None:
        path = self.root / name
        if path.is_file():
            old = path.read_bytes()
            path.write_bytes(old[:at] + data + old[at + 1 :])

    @rule(name=NAMES, length=st.integers(0, 40))
    def cut_off(self, name: str, length: int) -> None:
        path = self.root / name
        if path.is_file():
            path.write_bytes(path.read_bytes()[:length])

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        source, target = self.root / old, self.root / new
        if source.is_file() and not target.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)

    @rule(name=NAMES)
    def make_a_folder_of_it(self, name: str) -> None:
        self.delete(name)
        (self.root / name).mkdir(parents=True)

    @rule(name=NAMES, to=st.sampled_from(["schema.yaml", "../out.csv", "nodes", "nowhere", "."]))
    def link(self, name: str, to: str) -> None:
        self.delete(name)
        (self.above / "out.csv").write_text("id,name\noutside,x\n")
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(self.root / to)

    @invariant()
    def it_is_sound_or_has_problems(self) -> None:
        if self.root.is_dir():
            is_sound(self.root)


Folder.TestCase.settings = settings(max_examples=8, stateful_step_count=8)
TestAnyFolder = Folder.TestCase
