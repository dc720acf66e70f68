"""A dataset with a person in it who must be told nowhere."""

from __future__ import annotations

from pathlib import Path

from graphkit.graph.dataset import Dataset
from graphkit.readers.folder import read
from tests.validation.datasets import write

SCHEMA = """
schema: hidden
version: 1.0.0
claims: reified
enums: {Role: [chair, member]}
nodes:
  Actor: {abstract: true, properties: {name: {type: string, required: true}}}
  Person:
    extends: Actor
    properties:
      aliases: {type: list<string>}
      site: {type: url}
      born: {type: date, required: true}
      code: {type: string, unique: true}
      role: {type: Role}
  Group: {extends: Actor, properties: {aliases: {type: list<string>}, size: {type: integer}}}
edges:
  LEADS:
    source: [Person]
    target: [Group]
    temporal: state
    properties:
      office: {type: string, required: true}
      since: {type: date}
      votes: {type: integer}
  OWES:
    source: [Actor]
    target: [Actor]
    temporal: state
    key: [matter, papers]
    properties:
      matter: {type: string, pattern: "[A-Za-z -]+", length: 40}
      papers: {type: list<string>}
  KNOWS: {symmetric: true, between: [Actor], claims: inline}
"""
DATASET = """name: hidden-case
title: The case of Zelda Quillfeather
license: Given by zelda-q for reading
"""
LETTER = """---
id: letter
title: A letter by Z. Q.
url: https://example.org/Zelda_Quillfeather
author: Zelda  QUILLFEATHER
published: 2020-05
---
# Of Zelda
She leads the Ferry Club since last year, and owes it money twice.
Otto says so.
"""
DIARY = """---
id: zelda-q-diary
title: A diary
---
# Days
On Monday ZÉLDA
Quill-Feather came to the ferry. Otto leads nothing.
"""
NOTES = """---
id: notes
title: Notes
published: 2021
---
# Ferries
Otto knows the club and owes it nothing.
"""
LOG = """---
id: log
title: A log
---
# Harbor
The club rows at dawn.
"""
FILES = {
    "nodes/Person.csv": (
        "id,name,aliases,site,born,code,role\n"
        "zelda-q,Zelda Quillfeather,Z. Quill; The Ferrywoman,https://zelda.example/,1970-01-02,ZQ77,chair\n"
        "otto,Otto Brandt,Friend of Zelda Quillfeather; Oskar,,1980-01-01,OB12,member\n"
    ),
    "nodes/Group.csv": (
        "id,name,aliases,size\n"
        "club,Ferry Club,,9\n"
        "zelda-quillfeather-trust,Quillfeather's Trust of the ferrywoman,,4\n"
    ),
    "edges/LEADS.csv": (
        "id,source,target,office,since,votes,time_text,document,quote,note,confidence\n"
        "lead-zelda-q,zelda-q,club,first ferrywoman ever,2019-01-01,12,last year,letter,"
        "She leads the Ferry Club since last year,Seen by many,0.5\n"
        ",otto,club,purser,,,,zelda-q-diary,Otto leads nothing,,\n"
    ),
    "edges/OWES.csv": (
        "id,source,target,matter,papers,claimed_by,cue,document,quote,because,note,status,status_reason\n"
        ",zelda-q,club,a boat,x1,otto,says,letter,owes it money,lead-zelda-q,,,\n"
        ",zelda-q,club,a boat,x1,otto,says,letter,it money twice,,,,\n"
        ",zelda-q,club,an oar,x2; x3,,,,,,,,\n"
        "owe-otto,otto,club,for Zelda Quillfeather,y,,,notes,owes it nothing,lead-zelda-q,"
        "Compare the ferrywoman,deprecated,zelda-q denies\n"
        ",otto,club,a rope,z,zelda-q > otto,said; retells,notes,Otto knows the club,,,,\n"
    ),
    "edges/KNOWS.csv": "source,target,note\notto,zelda-q,They met\notto,club,Plain\n",
    "edges/more.csv": "type,source,target,document,quote\nKNOWS,club,club,log,The club rows\n",
    "documents/letter.md": LETTER,
    "documents/zelda-q.md": DIARY,
    "documents/notes.md": NOTES,
    "documents/log.md": LOG,
}

SECRETS = (
    "zelda",
    "quillfeather",
    "quill-feather",
    "ferrywoman",
    "z. quill",
    "zq77",
    "she leads",
    "owes it money",
    "it money twice",
    "seen by many",
    "they met",
    "last year",
    "retells",
    "otto says so",
    "on monday",
    "a boat",
    '"x1',
)
"""What must stand nowhere, in lower case."""

HARMLESS = ("Otto Brandt", "Ferry Club", "Oskar", "Plain", "The club rows", "OB12")
"""What stands there all the same."""


def redacted(root: Path, *ids: str) -> Dataset:
    """Write the dataset with a list of what is redacted, and read it."""
    settings = DATASET + (f"redact: [{', '.join(ids)}]\n" if ids else "")
    write(root, {"dataset.yaml": settings, "schema.yaml": SCHEMA, **FILES})
    return read(root)


def leaks(data: bytes) -> list[str]:
    """Return the secrets that bytes tell, as UTF-8 or UTF-16."""
    found = data.lower()
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [word for word in SECRETS if any(word.encode(e) in found for e in encodings)]
