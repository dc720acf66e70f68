"""Sound datasets in every text format, and faults put into them, of which each is an error."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import strategies as st

SCHEMA = """
schema: small
version: 1.0.0
claims: reified
nodes:
  Being: {abstract: true, properties: {name: {type: string, required: true}}}
  Person: {extends: Being, properties: {born: {type: edtf}, size: {type: integer}}}
  Place: {extends: Being, properties: {zip: {type: string}}}
edges:
  KNOWS:
    source: [Person]
    target: [Being]
    temporal: state
    properties: {trust: {type: float}}
  OWNS:
    claims: inline
    source: [Being]
    target: [Place]
    max_sources_per_target: 1
    key: [register]
    properties: {register: {type: string}, share: {type: float}}
"""
COLUMNS = {
    "nodes/Person": ["id", "name", "born", "size"],
    "nodes/all": ["id", "type", "name", "zip", "size"],
    "edges/KNOWS": [
        "id", "source", "target", "time", "claimed_by", "document", "quote", "follows", "trust",
    ],
    "edges/OWNS": ["source", "target", "register", "share"],
}  # fmt: skip
WRONG_CELLS = {
    "nodes/Person": [("born", "soon"), ("size", "many"), ("name", "")],
    "nodes/all": [("type", "Nobody"), ("size", "many"), ("name", "")],
    "edges/KNOWS": [
        ("source", "nobody"), ("target", "nobody"), ("time", "2014-13"), ("claimed_by", "nobody"),
        ("document", "nothing"), ("quote", "absent words"), ("follows", "nothing"), ("trust", "x"),
    ],
    "edges/OWNS": [("target", "p0"), ("register", ""), ("share", "x"), ("source", "")],
}  # fmt: skip
TEXT = "{} says yes.\n"


@dataclass(frozen=True)
class Row:
    """A record: what it says, what it names, and its bytes."""

    cells: dict[str, str]
    names: frozenset[str]
    raw: bytes = b""
    is_extra: bool = False

    @property
    def id(self) -> str:
        return self.cells.get("id", "")


@dataclass
class Form:
    """How a table is written."""

    suffix: str
    line_end: bytes
    mark: bytes

    @property
    def delimiter(self) -> bytes:
        return b"\t" if self.suffix == ".tsv" else b","

    def row(self, columns: list[str], cells: dict[str, str]) -> bytes:
        if self.suffix == ".jsonl":
            return json.dumps({name: cells[name] for name in columns if cells.get(name)}).encode()
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter.decode(), lineterminator="\n")
        writer.writerow([cells.get(name, "") for name in columns])
        return out.getvalue().removesuffix("\n").encode()

    def head(self, columns: list[str]) -> bytes:
        line = b"" if self.suffix == ".jsonl" else self.delimiter.join(map(str.encode, columns))
        return self.mark + line + (self.line_end if line else b"")


@dataclass
class Written:
    """A table as it is written: soundly, or with faults."""

    name: str
    form: Form
    rows: list[Row]
    whole: bytes | None = None  # in place of its rows
    faulty: set[int] = field(default_factory=set)

    @property
    def file(self) -> str:
        return self.name + self.form.suffix

    @property
    def head(self) -> bytes:
        return self.form.head(COLUMNS[self.name])

    def data(self, at: list[int] | None = None) -> bytes:
        if self.whole is not None and at is None:
            return self.whole
        chosen = range(len(self.rows)) if at is None else at
        return self.head + b"".join(self.rows[index].raw + self.form.line_end for index in chosen)


@dataclass
class Case:
    """A sound dataset, and the same with faults."""

    sound: dict[str, Written]
    broken: dict[str, Written]
    documents: dict[str, bytes]
    broken_documents: dict[str, bytes]

    def write(self, root: Path, *, is_broken: bool) -> None:
        tables = self.broken if is_broken else self.sound
        documents = self.broken_documents if is_broken else self.documents
        files = {table.file: table.data() for table in tables.values()}
        files |= {f"documents/{name}.md": data for name, data in documents.items()}
        files |= {"dataset.yaml": b"name: small\n", "schema.yaml": SCHEMA.encode()}
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def held(self) -> tuple[dict[str, set[int]], set[str]]:
        """Return what must be held back: records of tables by their numbers, and whole files."""
        gone = {name for name in self.documents if self._is_broken(name)}
        taken: dict[str, set[int]] = {name: set(t.faulty) for name, t in self.broken.items()}
        for name, table in self.broken.items():
            if table.whole is not None:
                taken[name] = set(range(len(table.rows)))
        while True:
            before = sum(map(len, taken.values())) + len(gone)
            for name in self.broken:
                sound = self.sound[name].rows
                gone |= {sound[at].id for at in taken[name] if at < len(sound) and sound[at].id}
                taken[name] |= {at for at, row in enumerate(sound) if row.names & gone}
            gone |= {"d1"} if "d0" in gone else set()
            if before == sum(map(len, taken.values())) + len(gone):
                break
        whole = {table.file for table in self.broken.values() if table.whole is not None}
        whole |= {f"documents/{name}.md" for name in self.documents if name in gone}
        return {n: at for n, at in taken.items() if self.broken[n].whole is None and at}, whole

    def _is_broken(self, name: str) -> bool:
        return self.documents[name] != self.broken_documents[name]


def document(name: str, reports: str) -> bytes:
    lines = ["---", f"id: {name}", f"title: About {name}", "published: 2020-05", reports, "---"]
    return ("\n".join(line for line in lines if line) + "\n" + TEXT.format(name)).encode()


FORMS = st.builds(
    Form,
    st.sampled_from([".csv", ".tsv", ".jsonl"]),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"", b"\xef\xbb\xbf"]),
)
NAMES = st.sampled_from(["Ann", "Bo, the tall", 'Cy "the" one', "Di\nof two lines", "Ëva"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a sound dataset and faults in it."""
    persons = draw(st.integers(2, 5))
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for index in range(persons):
        cells = {"id": f"p{index}", "name": draw(NAMES), "born": "1960", "size": "7"}
        if index % 2 == 0:
            rows["nodes/Person"].append(Row(cells, frozenset()))
        else:
            del cells["born"]
            rows["nodes/all"].append(Row(cells | {"type": "Person"}, frozenset()))
    for index in range(3):
        cells = {"id": f"q{index}", "type": "Place", "name": draw(NAMES), "zip": "007"}
        rows["nodes/all"].append(Row(cells, frozenset()))
        owner = f"p{draw(st.integers(0, persons - 1))}"
        cells = {"source": owner, "target": f"q{index}", "register": f"r{index}", "share": "5"}
        rows["edges/OWNS"].append(Row(cells, frozenset({owner, f"q{index}"})))
    for index in range(draw(st.integers(1, 8))):
        rows["edges/KNOWS"].append(_claim(draw, index, persons))
    sound = {}
    for name, listed in rows.items():
        form = draw(FORMS)
        written = [replace(row, raw=form.row(COLUMNS[name], row.cells)) for row in listed]
        sound[name] = Written(name, form, written)
    documents = {"d0": document("d0", ""), "d1": document("d1", "reports: d0")}
    return _broken(draw, sound, documents)


def _claim(draw: st.DrawFn, index: int, persons: int) -> Row:
    ends = st.sampled_from([f"p{at}" for at in range(persons)])
    source, target = draw(ends), draw(st.one_of(ends, st.sampled_from(["q0", "q1"])))
    cells = {"source": source, "target": target, "time": str(1900 + index), "trust": "0.5"}
    names = {source, target}
    if draw(st.booleans()):
        cells["id"] = f"c{index}"
    if draw(st.booleans()):
        cells["claimed_by"] = draw(ends)
        names.add(cells["claimed_by"])
    if draw(st.booleans()):
        cells["document"] = draw(st.sampled_from(["d0", "d1"]))
        cells["quote"] = "says yes"
        names.add(cells["document"])
    if index and draw(st.booleans()):
        cells["follows"] = f"c{draw(st.integers(0, index - 1))}"
        names.add(cells["follows"])
    return Row(cells, frozenset(names))


def _broken(draw: st.DrawFn, sound: dict[str, Written], documents: dict[str, bytes]) -> Case:
    known = {row.id for row in sound["edges/KNOWS"].rows}
    listed = sound["edges/KNOWS"].rows
    for at, row in enumerate(listed):  # only claims that are there, with ids, can be followed
        if row.cells.get("follows", "") and row.cells["follows"] not in known:
            cells = {name: cell for name, cell in row.cells.items() if name != "follows"}
            raw = sound["edges/KNOWS"].form.row(COLUMNS["edges/KNOWS"], cells)
            listed[at] = Row(cells, row.names - {row.cells["follows"]}, raw)
    broken = {name: replace(table, rows=list(table.rows)) for name, table in sound.items()}
    for table in broken.values():
        table.faulty = set()
    kept = _extras(draw, broken) if draw(st.booleans()) else set()
    for name, table in broken.items():
        if draw(st.integers(0, 9)) == 0:
            table.whole = _broken_whole(draw, table)
            continue
        count = len(sound[name].rows)
        chosen = draw(st.sets(st.integers(0, max(count - 1, 0)), max_size=2)) if count else set()
        for at in sorted(chosen):
            if (name, at) not in kept:
                raw = draw(st.sampled_from(list(_faults(table, at))))
                table.rows[at] = replace(table.rows[at], raw=raw)
                table.faulty.add(at)
    texts = dict(documents)
    if draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(sorted(texts)))
        lost = draw(st.sampled_from([b"title: About", b"---\n", b"published: 2020-05"]))
        texts[name] = texts[name].replace(lost, b"\xff", 1)
    return Case(sound, broken, documents, texts)


def _extras(draw: st.DrawFn, broken: dict[str, Written]) -> set[tuple[str, int]]:
    """Add rows that are one too many; return the rows that must stay sound for that."""
    persons, owners = broken["nodes/Person"], broken["edges/OWNS"]
    again = dict(persons.rows[0].cells, name="Again")
    raw = persons.form.row(COLUMNS["nodes/Person"], again)
    persons.rows.append(Row(again, frozenset(), raw, is_extra=True))
    persons.faulty.add(len(persons.rows) - 1)
    kept = {("nodes/Person", 0)}
    others = [at for at, row in enumerate(owners.rows) if row.cells["source"] == "p1"]
    is_crowded: bool = draw(st.booleans())
    if others and is_crowded:
        at = others[0]
        target = owners.rows[at].cells["target"]
        more = {"source": "p0", "target": target, "register": "rx", "share": "5"}
        raw = owners.form.row(COLUMNS["edges/OWNS"], more)
        owners.rows.append(Row(more, frozenset(), raw, is_extra=True))
        owners.faulty.add(len(owners.rows) - 1)
        nodes = broken["nodes/all"].rows
        needed = [index for index, row in enumerate(nodes) if row.id in ("p1", target)]
        kept |= {("edges/OWNS", at), *(("nodes/all", index) for index in needed)}
    return kept


def _faults(table: Written, at: int) -> Iterator[bytes]:
    """Yield the bytes of a record with one fault, of as many lines as before."""
    row, form = table.rows[at], table.form
    for column, wrong in WRONG_CELLS[table.name]:
        if "\n" not in row.cells.get(column, "") and (column != "quote" or row.cells.get("quote")):
            yield form.row(COLUMNS[table.name], row.cells | {column: wrong})
    yield b"\xff" + row.raw
    yield row.raw + b"\0"
    if form.suffix == ".jsonl":
        yield row.raw[:-1]
        yield b"[1]"
        yield row.raw[:-1] + b', "zz": {"a": 1}}'
        yield row.raw[:-1] + b', "target": "q0", "target": "q1"}'
        return
    yield row.raw + form.delimiter + b"x"
    if b'"' not in row.raw:
        yield row.raw.rpartition(form.delimiter)[0]
        yield row.raw[:1] + b'"' + row.raw[1:]
    if all(b'"' not in other.raw for other in table.rows):
        yield b'"' + row.raw


def _broken_whole(draw: st.DrawFn, table: Written) -> bytes:
    data = table.data()
    if table.form.suffix == ".jsonl":
        return "id\n".encode("utf-16")
    second = COLUMNS[table.name][1].encode()
    return draw(
        st.sampled_from(
            [
                "id\n".encode("utf-16"),
                data.replace(second, second + b"x", 1),
                data.replace(second, COLUMNS[table.name][0].encode(), 1),
            ]
        )
    )
