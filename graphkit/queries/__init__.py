"""Saved queries: Cypher files with a description and typed parameters in their header."""

from __future__ import annotations

from graphkit.queries.check import Reading, check_query
from graphkit.queries.codes import Code
from graphkit.queries.folder import find_queries, read_query
from graphkit.queries.header import parse_query, unsaved_query
from graphkit.queries.saved import Parameter, SavedQuery, Value, bind

__all__ = [
    "Code",
    "Parameter",
    "Reading",
    "SavedQuery",
    "Value",
    "bind",
    "check_query",
    "find_queries",
    "parse_query",
    "read_query",
    "unsaved_query",
]
