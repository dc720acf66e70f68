"""What is sound and looks much like what is not: no rule may speak of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validation.datasets import built, messages

SCHEMA = """
schema: neighbours
version: 1.0.0
claims: reified
enums: {Kind: [camp, house]}
nodes:
  Actor: {abstract: true, properties: {name: {type: string}}}
  Country: {extends: Actor, properties: {code: {type: string, unique: true, length: 3}}}
  Group: {extends: Actor, properties: {edge_type: {type: string}, source: {type: string}}}
edges:
  HOSTS:
    source: [Country]
    target: [Group]
    temporal: state
    inverse: HOSTED_BY
    max_sources_per_target: 1
    properties:
      kind: {type: Kind}
      tags: {type: list<string>, pattern: "[a-z]+", length: 2}
      share: {type: float, min: 0, max: 100}
      day: {type: date, min: 2000-01-01}
      days: {type: list<date>, max: 2020-12-31}
  PAYS: {source: [Actor], target: [Entity], temporal: event, max_targets_per_source: 1}
  ALLIED_WITH: {symmetric: true, between: [Country], max_targets_per_source: 1}
  CITES: {source: [Document], target: [Entity], claims: inline}
"""
NODES = {
    "nodes/Country.csv": "id,name,code\nalbania,Albania,ALB\niraq,Iraq,IRQ\nus,,\n",
    "nodes/Group.csv": "id,edge_type,source\nmek,x,y\nself,,\n",
    "documents/digest.md": "---\nid: digest\ntitle: T\npublished: 2023-06-20\n---\n\nyes no yes\n",
}


@pytest.mark.parametrize(
    "files",
    [
        {},
        # several documents, ends that are documents, Entity and abstract types as ends
        {"edges/CITES.csv": "source,target\ndigest,mek\ndigest,digest\n"},
        {"edges/PAYS.csv": "source,target\nmek,digest\nus,albania\n"},
        # an inverse name as the file's name and in a column; both words for one type together
        {"edges/HOSTED_BY.csv": "source,target\nmek,albania\n"},
        {"edges/x.csv": "type,source,target\nHOSTED_BY,mek,albania\nHOSTS,us,self\n"},
        # a row may leave its type to the file's name
        {"edges/HOSTS.csv": "type,source,target\n,albania,mek\nCITES,digest,mek\n"},
        # limits belong to what they allow; an empty cell is absent
        {
            "edges/HOSTS.csv": "source,target,kind,tags,share,day,days\n"
            'albania,mek,camp,a; b,100,2000-01-01,"2020-12-31; 1999-01-01"\nus,self,,,0,,\n'
        },
        # evidence: several claims of one edge by several speakers, also word for word the same
        {"edges/HOSTS.csv": "source,target,claimed_by\nalbania,mek,us\nalbania,mek,iraq\n"},
        {"edges/HOSTS.csv": "id,source,target\na,albania,mek\nb,albania,mek\n"},
        # two hosts, but one after the other, or not surely at once, or not actually
        {"edges/HOSTS.csv": "source,target,time\nalbania,mek,2013\niraq,mek,2014\n"},
        {"edges/HOSTS.csv": "source,target,time\nalbania,mek,2013/2014\niraq,mek,2014/..\n"},
        {"edges/HOSTS.csv": "source,target,time\nalbania,mek,2013/\niraq,mek,2014/..\n"},
        {"edges/HOSTS.csv": "source,target,time\nalbania,mek,\niraq,mek,2014/..\n"},
        {
            "edges/HOSTS.csv": "source,target,time,polarity,realization,status\n"
            "albania,mek,2014,,,\niraq,mek,2014,negative,,\nus,mek,2014,,planned,\n"
            "us,mek,2014,,,deprecated\n"
        },
        # an event that may have been on the same day, or not
        {"edges/PAYS.csv": "source,target,time\nus,mek,2014\nus,iraq,2014\n"},
        # either end of a symmetric type counts its own partners, itself left out
        {"edges/ALLIED_WITH.csv": "source,target\nalbania,iraq\nus,us\n"},
        # chains as JSON, cues beside them, phrases with and without a time
        {
            "edges/HOSTS.csv": "source,target,claimed_by,cue,time,time_text,document\n"
            'albania,mek,"[""us"", ""iraq""]",said; told,2014,in those days,digest\n'
            "us,self,us,,,last year,digest\n"
        },
        # quotes: whose place is named, that stand once; a Document without a text, not quoted
        {
            "edges/HOSTS.csv": "source,target,document,quote,occurrence\n"
            "albania,mek,digest,yes,2\nalbania,mek,digest,no,\nus,self,cited,,\n",
            "nodes/Document.csv": "id,title\ncited,Cited\n",
        },
        # claims that speak of claims, later in the file and in other files too
        {
            "edges/HOSTS.csv": "id,source,target,contests,contests_reason,status,status_reason\n"
            "a,albania,mek,b; c,seen,,\nb,us,self,,,deprecated,late\n",
            "edges/PAYS.csv": "id,source,target,closes\nc,us,mek,a\n",
        },
        # a claim may have the id of a node: both are found by what they are
        {"edges/HOSTS.csv": "id,source,target\nalbania,albania,mek\n"},
        # contradictions that are noted, or end one another, or are not sure
        {
            "edges/HOSTS.csv": "id,source,target,polarity,time,contests,closes\n"
            "a,albania,mek,,2014/..,,\nb,albania,mek,negative,2015,a,\n"
            "c,albania,mek,negative,2016,,a\nd,albania,mek,negative,2013,,\n"
        },
        {
            "edges/HOSTS.csv": "source,target,recorded_at,retracted_at,confidence\n"
            "albania,mek,2024-01-01T00:00Z,2024-01-01T00:00Z,1\n"
        },
        # only a header
        {"edges/HOSTS.csv": "source,target,kind\n", "nodes/Document.csv": "id,title\n"},
        # a digest of a document that is cited
        {
            "nodes/Document.csv": "id,title,published\narticle,Article,2023-07-01\n",
            "documents/two.md": "---\nid: two\ntitle: Two\nreports: article\n---\nx\n",
        },
    ],
)
def test_sound_data_has_no_problems(files: dict[str, str], tmp_path: Path) -> None:
    assert messages(tmp_path, SCHEMA, {**NODES, **files}) == []
    built(tmp_path, SCHEMA, {**NODES, **files}).claim_table()


def test_an_inverse_name_is_swapped_when_it_is_read(tmp_path: Path) -> None:
    files = {**NODES, "edges/HOSTED_BY.csv": "source,target\nmek,albania\n"}
    table = built(tmp_path, SCHEMA, files).claim_table()
    assert table.select("edge_type", "source", "target").rows() == [("HOSTS", "albania", "mek")]


def test_properties_may_have_the_names_of_columns_elsewhere(tmp_path: Path) -> None:
    rows = built(tmp_path, SCHEMA, NODES).nodes["Group"].rows()
    assert rows == [("mek", None, "x", "y"), ("self", None, None, None)]


def test_a_phrase_is_counted_from_the_date_of_who_narrates(tmp_path: Path) -> None:
    files = {
        **NODES,
        "nodes/Document.csv": "id,title,published\narticle,Article,2010-03-05\n",
        "documents/two.md": "---\nid: two\ntitle: Two\nreports: article\npublished: 2024\n---\nx\n",
        "edges/HOSTS.csv": "source,target,time_text,document\n"
        "albania,mek,last month,two\nus,self,two days ago,two\niraq,mek,last year,digest\n",
    }
    table = built(tmp_path, SCHEMA, files).claim_table()
    assert table["time"].to_list() == ["2010-02", "2010-03-03", "2022"]
    assert table["claimed_by"].to_list() == [["article"], ["article"], ["digest"]]


def test_the_place_of_a_quote_is_derived(tmp_path: Path) -> None:
    files = {
        **NODES,
        "documents/h.md": "---\nid: h\ntitle: H\n---\n# One\n\nÜ: they came\n# Two\nthey came\n",
        "edges/HOSTS.csv": "source,target,document,quote,occurrence,section\n"
        "albania,mek,h,they came,1,\nus,self,h,they came,2,\nus,self,h,Ü: they,,Own\n",
    }
    table = built(tmp_path, SCHEMA, files).claim_table()
    rows = table.select("quote_start", "quote_end", "section").rows()
    assert rows == [(10, 19, "One"), (26, 35, "Two"), (7, 14, "Own")]
