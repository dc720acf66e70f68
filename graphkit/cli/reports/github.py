"""Problems as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.cli.reports.places import has_lines, path_from, told
from graphkit.errors import Problem


def workflow_commands(problems: Iterable[Problem], root: str) -> str:
    """Return Problems as workflow commands, without a line break at the end.

    Values cannot become commands of their own: line breaks are escaped, as is what ends a
    property.

    Args:
        problems: The Problems.
        root: The absolute folder that paths begin from: the checkout's.

    Example:
        >>> from graphkit.errors import Severity
        >>> problem = Problem("/r/a.csv", 2, 5, "GK402", Severity.ERROR, "50 %.", "So?")
        >>> print(workflow_commands([problem], "/r"))
        ::error file=a.csv,line=2,col=5,title=GK402::50 %25. So?
    """
    return "\n".join(_annotation(problem, root) for problem in problems)


def _annotation(problem: Problem, root: str) -> str:
    place = {"file": path_from(problem.file, root).as_posix()}
    if has_lines(problem):
        place |= {"line": str(problem.line), "col": str(problem.column)}
    properties = {**place, "title": problem.code}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{problem.severity.value} {listed}::{_data(told(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
