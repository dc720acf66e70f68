"""One fault is told once: what a reader at midnight would see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validation.datasets import built, codes, messages

SCHEMA = """
schema: cascades
version: 1.0.0
claims: reified
nodes:
  Country: {properties: {name: {type: string, required: true}}}
  Group: {}
edges:
  HOSTS:
    source: [Country]
    target: [Group]
    temporal: state
    inverse: HOSTED_BY
    key: [law]
    max_sources_per_target: 1
    properties: {law: {type: string}, permit: {type: string, unique: true}}
  ALLIED_WITH: {symmetric: true, between: [Country, Group], max_targets_per_source: 1}
"""
COUNTRIES = "id,name\nalbania,Albania\niraq,Iraq\n"
BASE = {
    "nodes/Country.csv": COUNTRIES,
    "nodes/Group.csv": "id\nmek\n",
    "documents/d.md": "---\nid: d\ntitle: D\npublished: 2023\n---\nyes, yes\n",
}
EDGE = "edges/HOSTS.csv"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # nodes of an unknown type are nodes
        (
            {
                "nodes/Country.csv": "id,name\n",
                "nodes/Contry.csv": COUNTRIES,
                EDGE: "source,target,law,claimed_by\nalbania,mek,l,iraq\n",
            },
            ["nodes/Contry.csv:1:1 GK301"],
        ),
        # a file of nodes without the column id, or that cannot be read: no id is called unknown
        (
            {
                "nodes/Country.csv": "Id,name\nalbania,Albania\n",
                EDGE: "source,target,law,claimed_by,document\nalbania,mek,l,albania,d\n",
            },
            ["nodes/Country.csv:1:1 GK303"],
        ),
        (
            {"nodes/Country.csv": "", EDGE: "source,target,law\nalbania,mek,l\n"},
            ["nodes/Country.csv:1:1 GK113"],
        ),
        (
            {"documents/d.md": "id: d\n", EDGE: "source,target,law,document\nalbania,mek,l,d\n"},
            ["documents/d.md:1:1 GK140"],
        ),
        # a file of edges that cannot be read: no claim is called unknown
        (
            {"edges/x.csv": "", EDGE: "source,target,law,because\nalbania,mek,l,x1\n"},
            ["edges/x.csv:1:1 GK113"],
        ),
        # edges of an unknown type are claims
        (
            {
                "edges/X.csv": "id,source,target\nx1,a,b\n",
                EDGE: "source,target,law,because\nalbania,mek,l,x1\n",
            },
            ["edges/X.csv:1:1 GK401"],
        ),
        # missing ends and keys make no two rows the same, nor too many partners
        (
            {EDGE: "source,target,law\nalbania,,l\nalbania,,l\n,mek,l\n,mek,l\n"},
            [f"{EDGE}:{place} GK404" for place in ("2:9", "3:9", "4:1", "5:1")],
        ),
        (
            {EDGE: "source,target,law\nalbania,mek,\nalbania,mek,\n"},
            [f"{EDGE}:{line}:13 GK413" for line in (2, 3)],
        ),
        ({EDGE: "source,target\nalbania,mek\nalbania,mek\n"}, [f"{EDGE}:1:1 GK413"]),
        # nor do cells that cannot be read
        (
            {EDGE: "source,target,law,time\nalbania,mek,l,soon\nalbania,mek,l,later\n"},
            [f"{EDGE}:{line}:15 GK505" for line in (2, 3)],
        ),
        # a time at fault does not make its words at fault too
        (
            {EDGE: "source,target,law,time,time_text\nalbania,mek,l,soon,at once\n"},
            [f"{EDGE}:2:15 GK505"],
        ),
        # a document that is not known does not make a phrase or a quote at fault too
        (
            {EDGE: "source,target,law,document,time_text,quote\nalbania,mek,l,dd,last year,no\n"},
            [f"{EDGE}:2:15 GK508"],
        ),
        # a chain at fault does not make its cue at fault too, nor an occurrence its quote
        (
            {EDGE: "source,target,law,claimed_by,cue\nalbania,mek,l,>,said\n"},
            [f"{EDGE}:2:15 GK501"],
        ),
        (
            {EDGE: "source,target,law,document,quote,occurrence\nalbania,mek,l,d,yes,second\n"},
            [f"{EDGE}:2:21 GK501"],
        ),
        # swapped ends are one fault
        ({EDGE: "source,target,law\nmek,albania,l\n"}, [f"{EDGE}:2:1 GK402"]),
        # a node that stands twice has no unique value twice, and its edges stand
        (
            {"nodes/Group.csv": "id\nmek\nmek\n", EDGE: "source,target,law\nalbania,mek,l\n"},
            ["nodes/Group.csv:3:1 GK305"],
        ),
        # what front matter needs is told where it is read
        ({"documents/d.md": "---\nid: d\n---\n"}, ["documents/d.md:1:1 GK143"]),
        # columns of a file without rows are checked as well
        ({EDGE: "source,target,law,lwa\n"}, [f"{EDGE}:1:19 GK411"]),
        ({EDGE: "source,law\n"}, [f"{EDGE}:1:1 GK404"]),
        # a file of which no line could be read, and one of a line without keys, have no columns
        ({"nodes/Country.jsonl": "[1]\n"}, ["nodes/Country.jsonl:1:1 GK131"]),
        ({"nodes/Group.jsonl": "{}\n"}, ["nodes/Group.jsonl:1:1 GK303"]),
        # one misspelled header is one fault, and is told where it stands in the way
        ({EDGE: "sorce,target,law\nalbania,mek,l\n"}, [f"{EDGE}:1:1 GK404"]),
        # every end of a wrong type where swapping would not help
        (
            {"edges/HOSTED_BY.csv": "source,target,law\nalbania,mek,l\niraq,iraq,l\n"},
            ["edges/HOSTED_BY.csv:2:9 GK402", "edges/HOSTED_BY.csv:3:1 GK402"],
        ),
    ],
)
def test_one_fault_is_told_once(files: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, SCHEMA, {**BASE, **files}) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # the column is that of the cell as written, also where ends are read the other way round
        (
            {"edges/HOSTED_BY.csv": "target,source,law\nalbanai,mek,l\n"},
            ["edges/HOSTED_BY.csv:2:1 GK403"],
        ),
        (
            {"edges/HOSTED_BY.tsv": "source\ttarget\tlaw\nmek\t\tl\n"},
            ["edges/HOSTED_BY.tsv:2:5 GK404"],
        ),
        (
            {"edges/HOSTS.jsonl": '{"source": "albania", "law": "l", "target": "mekk"}\n'},
            ["edges/HOSTS.jsonl:1:45 GK403"],
        ),
        (
            {
                "edges/HOSTS.tsv": "source\ttarget\tlaw\ttime\n"
                "albania\tmek\tl\t\n\niraq\tmek\tl\tx\n"
            },
            ["edges/HOSTS.tsv:4:12 GK505"],
        ),
        (
            {EDGE: 'source,target,law,note,time\r\nalbania,mek,l,"two\r\nlines, ü",soon\r\n'},
            [f"{EDGE}:3:11 GK505"],
        ),
        (
            {"documents/d.md": "---\nid: d\ntitle: D\npublished: June\nurl: example.org\n---\nx\n"},
            ["documents/d.md:4:12 GK312", "documents/d.md:5:6 GK312"],
        ),
        # a partner too many of a symmetric type stands in whichever column it was written
        (
            {"edges/ALLIED_WITH.csv": "source,target\nalbania,iraq\nmek,albania\n"},
            ["edges/ALLIED_WITH.csv:3:1 GK408"],
        ),
    ],
)
def test_a_problem_stands_at_its_cell(
    files: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    assert codes(tmp_path, SCHEMA, {**BASE, **files}) == expected


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("YES, yes", "It does in other case: copy it as it stands."),
        ("yes,  yes", "It does with other white space or line ends: copy it as it stands."),
        (
            "yes\u00a0here\u2019s",
            "It does with other quotation marks or dashes: copy it as it stands.",
        ),
        ("yes here's to you", 'It does as far as "yes here\'s to".'),
        ("nothing of it", ""),
        ("nothing", ""),
    ],
)
def test_a_quote_that_is_lost_is_searched_for(quote: str, hint: str, tmp_path: Path) -> None:
    files = {
        **BASE,
        "documents/d.md": "---\nid: d\ntitle: D\n---\nyes, yes\nyes here's to nobody\n",
        EDGE: f'source,target,law,document,quote\nalbania,mek,l,d,"{quote}"\n',
    }
    (line,) = messages(tmp_path, SCHEMA, files)
    assert line.endswith(f'does not stand in "d".{" " if hint else ""}{hint}')


@pytest.mark.parametrize("chain", ["[", "[1, null]", "us >", "> us", "[]"])
def test_a_chain_that_cannot_be_read_is_told_at_its_cell(chain: str, tmp_path: Path) -> None:
    files = {**BASE, EDGE: f'source,target,law,claimed_by\nalbania,mek,l,"{chain}"\n'}
    assert codes(tmp_path, SCHEMA, files) == [f"{EDGE}:2:15 GK501"]


def test_the_nearest_of_very_many_ids_is_named(tmp_path: Path) -> None:
    many = "".join(f"country_{number},C\n" for number in range(2500))
    files = {
        **BASE,
        "nodes/Country.csv": COUNTRIES + many,
        EDGE: "source,target,law,claimed_by\ncountry-77,mek,l,Albanai\nzzz,mek,l,\n",
    }
    assert messages(tmp_path, SCHEMA, files) == [
        f'{EDGE}:2:1: GK403 error: The source of HOSTS, "country-77", is no node of the dataset. '
        'Did you mean "country_77"?',
        f'{EDGE}:2:18: GK503 error: The speaker "Albanai" is no node of the dataset. '
        'Did you mean "albania"?',
        f'{EDGE}:3:1: GK403 error: The source of HOSTS, "zzz", is no node of the dataset.',
    ]


def test_a_schema_that_cannot_be_read_hides_no_other_problem_of_reading(tmp_path: Path) -> None:
    found = codes(tmp_path, "schema: [", {**BASE, "nodes/Group.csv": ""})
    assert [line.split(":")[0] for line in found] == ["nodes/Group.csv", "schema.yaml"]


def test_a_claim_column_of_a_node_file_is_called_what_it_is(tmp_path: Path) -> None:
    files = {**BASE, "nodes/Country.csv": "id,name,polarity\nalbania,Albania,positive\n"}
    assert messages(tmp_path, SCHEMA, files) == [
        'nodes/Country.csv:1:9: GK311 error: The column "polarity" is not declared for Country. '
        "It is a column of edges."
    ]


def test_an_id_that_another_row_has_by_what_it_says_is_told_before_the_graph_is_built(
    tmp_path: Path,
) -> None:
    files = {**BASE, EDGE: "id,source,target,law\n,albania,mek,l\n"}
    derived = built(tmp_path, SCHEMA, files).claim_table()["id"].item()
    other = "edges/ALLIED_WITH.csv"
    files |= {
        EDGE: f"id,source,target,law\n,albania,mek,l\n{derived},iraq,mek,x\n",
        other: f"id,source,target\nc_{'0' * 20},albania,iraq\n",
    }
    assert messages(tmp_path, SCHEMA, files) == [
        f'{EDGE}:3:1: GK405 error: The claim id "{derived}" is that of HOSTS in line 2. '
        "That row has it by what it says: give one of the two another id."
    ]


def test_quotes_from_a_document_without_a_text_are_told_once_and_known_ones_are_checked(
    tmp_path: Path,
) -> None:
    files = {
        **BASE,
        "nodes/Document.csv": "id,title\ncited,Cited\nother,Other\n",
        EDGE: "source,target,law,document,quote\n"
        "albania,mek,l,cited,one\nalbania,mek,m,cited,two\n"
        'albania,mek,n,other,one\nalbania,mek,o,d,"yes, yes"\nalbania,mek,p,dd,one\n',
    }
    assert messages(tmp_path, SCHEMA, files) == [
        f'{EDGE}:2:21: GK521 warning: 2 quotes, this one first, cannot be checked: "cited" has no '
        "text here. Its text would be a file of documents/.",
        f'{EDGE}:4:21: GK521 warning: The quote cannot be checked: "other" has no text here. '
        "Its text would be a file of documents/.",
        f'{EDGE}:6:15: GK508 error: The document "dd" is no Document of the dataset. '
        'Did you mean "d"?',
    ]


def test_rows_that_differ_in_what_tells_no_claims_apart_are_told_in_what(tmp_path: Path) -> None:
    files = {
        **BASE,
        EDGE: "source,target,law,permit,note\n"
        "albania,mek,l,p,\nalbania,mek,l,q,x\nalbania,mek,l,,\nalbania,mek,l,p,y\n",
    }
    permit = (
        "This HOSTS row says the same as line 2 but for permit, which tells no claims apart. "
        "Add permit to the key, or give ids."
    )
    same = "Two rows may differ in who says it, when, or where it is written."
    assert messages(tmp_path, SCHEMA, files) == [
        f"{EDGE}:3:1: GK405 error: {permit}",
        f"{EDGE}:4:1: GK405 error: {permit}",
        f"{EDGE}:5:1: GK405 error: This HOSTS row says the same as line 2. {same}",
    ]
