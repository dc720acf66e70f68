"""What each code is about, in a few words: the titles of docs/problems.md, for machine formats.

The docs do not ship with the package; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graphkit.errors import Severity

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "GK101": "There is no dataset.yaml",
        "GK102": "dataset.yaml is not readable as YAML",
        "GK103": "Unknown key in dataset.yaml",
        "GK104": "Wrong value in dataset.yaml",
        "GK105": "A path leads out of the dataset's folder",
        "GK106": "A file cannot be read",
        "GK107": "Unknown format",
        "GK108": "Something is not read",
        "GK109": "Folders that cannot be read together",
        "GK110": "A byte is not UTF-8",
        "GK111": "The file is UTF-16",
        "GK112": "NUL",
        "GK113": "The file is empty",
        "GK120": "Two columns of one name",
        "GK121": "A column without a name",
        "GK122": "A row has too many or too few cells",
        "GK123": "A quote is not closed",
        "GK124": "A quote where none may stand",
        "GK125": "Another separator than the file's name says",
        "GK126": "Too many columns",
        "GK130": "A line is not JSON",
        "GK131": "A line is not an object",
        "GK132": "A key stands twice in a line",
        "GK133": "A value within a value",
        "GK134": "An escape that is no text",
        "GK140": "No front matter",
        "GK141": "Front matter is not readable as YAML",
        "GK142": "Unknown key in front matter",
        "GK143": "Wrong value in front matter",
        "GK150": "A file is not readable as Parquet",
        "GK151": "A column of values that cells cannot hold",
        "GK152": "A value that a cell cannot hold",
        "GK160": "The list of what a quarantine holds is not readable",
        "GK161": "Rows of a quarantine were given up",
        "GK162": "A quarantine without its dataset",
        "GK201": "The schema cannot be read",
        "GK202": "Unknown key",
        "GK203": "A key is missing",
        "GK204": "Wrong kind of value",
        "GK205": "A name cannot be used",
        "GK206": "Unknown name",
        "GK207": "Inheritance cannot be followed",
        "GK208": "A property is declared again",
        "GK209": "The ends do not fit together",
        "GK210": "An inverse clashes",
        "GK211": "An enumeration cannot be used",
        "GK212": "A constraint does not fit",
        "GK213": "Named twice",
        "GK250": "No description",
        "GK251": "A name in another style",
        "GK252": "Not said how it stands in time",
        "GK253": "Never a contradiction",
        "GK254": "Never a closing",
        "GK255": "An enumeration that nothing uses",
        "GK256": "An abstract type without heirs",
        "GK257": "A node type that no edge reaches",
        "GK258": "A node type without a label",
        "GK259": "Not said how it counts for balance",
        "GK260": "An end that no node can be",
        "GK261": "An end that says nothing new",
        "GK301": "Unknown node type",
        "GK303": "A node without an id",
        "GK304": "An id with white space, ; or >",
        "GK305": "A node id that stands twice",
        "GK306": "A node of two types",
        "GK307": "A value that two datasets tell otherwise",
        "GK308": "A redacted node that is none",
        "GK309": "A dataset whose name tells a redacted one",
        "GK311": "A column or cell that is not declared",
        "GK312": "A value that is not of its property's type",
        "GK313": "A required property that is missing",
        "GK314": "A value out of range",
        "GK315": "A text that does not match its pattern",
        "GK316": "A text or list that is too long",
        "GK317": "A unique value that another node has too",
        "GK401": "Unknown edge type",
        "GK402": "An end of the wrong type",
        "GK403": "An end that is no node",
        "GK404": "An edge without one of its ends",
        "GK405": "A row that stands twice",
        "GK406": "A claim's id with white space, ; or >",
        "GK408": "More partners at once than allowed",
        "GK411": "A column or cell that is not declared",
        "GK412": "A value that is not of its property's type",
        "GK413": "A required property, or one of the key, that is missing",
        "GK414": "A value out of range",
        "GK415": "A text that does not match its pattern",
        "GK416": "A text or list that is too long",
        "GK417": "A unique value that another edge has too",
        "GK501": "A claim column with a value that it does not have",
        "GK502": "An inline claim that only a reified one can be",
        "GK503": "A speaker that is no node",
        "GK504": "Cues that are not beside speakers",
        "GK505": "A time that is no EDTF of level 0 or 1",
        "GK506": "Words for a time that give no time",
        "GK507": "A time that is not used",
        "GK508": "A document that is none",
        "GK509": "A quote that does not stand in its document",
        "GK510": "A quote that stands more than once",
        "GK511": "An occurrence that is not there",
        "GK512": "A quote without a document",
        "GK513": "A claim that is not there",
        "GK514": "A claim referred to by an id that is only derived",
        "GK515": "A contradiction that nobody has noted",
        "GK516": "A claim that is retracted before it was recorded",
        "GK517": "A reason for nothing",
        "GK518": "A confidence that is not between 0 and 1",
        "GK519": "A claim referred to that is stored inline",
        "GK520": "A document that reports none",
        "GK521": "A quote that cannot be checked",
        "GK601": "There is no description",
        "GK602": "A line of the header does not declare what it begins with",
        "GK603": "Unknown parameter type",
        "GK604": "A default is not of its type",
        "GK605": "Header and query do not have the same parameters",
        "GK606": "The file holds no query",
        "GK607": "A file cannot be taken as a query",
    }
)
"""The title of every code, in their order."""

_WARNINGS: Final = frozenset({"GK108", "GK161", "GK162", "GK506", "GK507", "GK515", "GK521"})


def usual_severity(code: str) -> Severity:
    """Return how much a Problem of a code weighs, where nothing in the schema says otherwise.

    Example:
        >>> usual_severity("GK402").value, usual_severity("GK515").value
        ('error', 'warning')
    """
    is_advice = code.startswith(("GK25", "GK26"))
    return Severity.WARNING if is_advice or code in _WARNINGS else Severity.ERROR
