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
