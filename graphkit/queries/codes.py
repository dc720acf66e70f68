"""The codes of what can be wrong with saved queries."""

from enum import StrEnum


class Code(StrEnum):
    """GK6xx: saved queries. Each has a section in `docs/problems/gk6.md`."""

    NO_DESCRIPTION = "GK601"
    HEADER_LINE = "GK602"
    UNKNOWN_TYPE = "GK603"
    DEFAULT = "GK604"
    PARAMETER = "GK605"
    EMPTY = "GK606"
    UNREADABLE = "GK607"
    UNKNOWN_LABEL = "GK608"
    UNKNOWN_EDGE = "GK609"
    UNKNOWN_PROPERTY = "GK610"
    IMPOSSIBLE = "GK611"
    IMPOSSIBLE_VALUE = "GK612"
    PARAMETER_TYPE = "GK613"
    WRITES = "GK614"
    PRODUCT = "GK615"
    ENDLESS = "GK616"
    UNCHECKED = "GK617"
