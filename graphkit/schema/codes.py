"""The codes of what can be wrong with a schema."""

from enum import StrEnum


class Code(StrEnum):
    """GK2xx: the schema. Each has a section in `docs/problems/gk2.md`."""

    UNREADABLE = "GK201"
    UNKNOWN_KEY = "GK202"
    MISSING_KEY = "GK203"
    WRONG_VALUE = "GK204"
    BAD_NAME = "GK205"
    UNKNOWN_NAME = "GK206"
    INHERITANCE = "GK207"
    REDECLARED = "GK208"
    ENDS = "GK209"
    INVERSE = "GK210"
    ENUMERATION = "GK211"
    CONSTRAINT = "GK212"
    REPEATED = "GK213"


class Advice(StrEnum):
    """GK25x: what `schema lint` says of a schema that loads; always a warning."""

    NO_DESCRIPTION = "GK250"
    NAME_STYLE = "GK251"
    NO_TEMPORAL = "GK252"
    CANNOT_CONTRADICT = "GK253"
    CANNOT_CLOSE = "GK254"
    UNUSED_ENUMERATION = "GK255"
    UNUSED_ABSTRACT = "GK256"
    ISOLATED_NODE_TYPE = "GK257"
    NO_LABEL = "GK258"
    NO_BALANCE = "GK259"
    EMPTY_END = "GK260"
    REDUNDANT_END = "GK261"
