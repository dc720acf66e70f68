"""Problems as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from graphkit.cli.reports.places import cell_of, has_lines, path_from, told
from graphkit.cli.reports.rules import TITLES, usual_severity
from graphkit.errors import Problem

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
"""The address of the JSON Schema of SARIF 2.1.0."""

_ROOT: Final = "%SRCROOT%"
_LINK: Final = re.compile(r"(\\*)\]\(")
_Object: TypeAlias = dict[str, Any]


def sarif(problems: Iterable[Problem], root: str, version: str) -> str:
    """Return Problems as a SARIF log with one run; ASCII, whatever the values are.

    Args:
        problems: The Problems, in the order in which they are listed.
        root: The absolute folder that relative paths begin from: the checkout's, or the current
            one. Files elsewhere have absolute addresses.
        version: The version of graphkit.

    Example:
        >>> from graphkit.errors import Severity
        >>> problem = Problem("/r/a b.csv", 2, 5, "GK402", Severity.ERROR, "No.")
        >>> result = json.loads(sarif([problem], "/r", "1.0.0"))["runs"][0]["results"][0]
        >>> result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        'a%20b.csv'
    """
    places = {code: index for index, code in enumerate(TITLES)}
    run = {
        "tool": {
            "driver": {
                "name": "graphkit",
                "version": version,
                "rules": [_rule(code, title) for code, title in TITLES.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        # the folder itself is a matter of the machine, so it stays unnamed
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the checkout."}}},
        "results": [_result(problem, places[problem.code], root) for problem in problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str, title: str) -> _Object:
    chapter = f"docs/problems/gk{code[2]}.md"
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title}."},
        "help": {"text": f"{chapter} explains {code}, with an input that raises it."},
        "defaultConfiguration": {"level": usual_severity(code).value},
    }


def _result(problem: Problem, rule: int, root: str) -> _Object:
    physical: _Object = {"artifactLocation": _artifact(path_from(problem.file, root))}
    location: _Object = {"physicalLocation": physical}
    if has_lines(problem):
        physical["region"] = {"startLine": problem.line, "startColumn": problem.column}
    elif problem.column_name:
        location["logicalLocations"] = [{"name": cell_of(problem)}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": _plain(told(problem))},
        "locations": [location],
    }


def _artifact(path: PurePath) -> _Object:
    address = quote(path.as_posix(), safe="/")
    if path.is_absolute():
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": _ROOT}


def _plain(text: str) -> str:
    r"""Return text in which nothing is a placeholder or a link: `{0}`, `[text](address)`.

    Example:
        >>> print(_plain("{0} [x](https://example.org)"))
        {{0}} [x\](https://example.org)
    """
    doubled = text.replace("{", "{{").replace("}", "}}")
    return _LINK.sub(_not_a_link, doubled)


def _not_a_link(match: re.Match[str]) -> str:
    # an odd number of backslashes takes from the bracket its meaning already
    slashes = match[1]
    return f"{slashes}{'' if len(slashes) % 2 else chr(92)}]("
