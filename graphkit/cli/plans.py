"""What a load would do, or did, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit.cli.output import Format, render
from graphkit.cli.terminal import Terminal

if TYPE_CHECKING:
    from graphkit.stores.plan import Change, LoadReport, Plan, Summary

_SHOWN = 20
"""How many changes a table is followed by; --verbose and JSON tell more."""

_ALWAYS = ("create", "update", "unchanged", "stale", "conflict")
"""Columns that a table has also where all of their numbers are 0."""


def show_plan(terminal: Terminal, plan: Plan, form: Format) -> None:
    """Write what a load would do to stdout."""
    from graphkit.stores.plan import Terms

    if form is Format.JSON:
        told = {
            "store": plan.store,
            "dataset": plan.dataset,
            "terms": [name for name in vars(Terms()) if getattr(plan.terms, name)],
            "types": _types(plan),
            "commands": [vars(command) for command in plan.commands],
            "conflicts": [_change(change) for change in plan.conflicts],
            "conflicts_not_listed": plan.total.conflicts - len(plan.conflicts),
            "changes": [_change(change) for change in plan.changes],
            "changes_not_listed": plan.unlisted,
            "notes": list(plan.notes),
        }
        terminal.result(json.dumps(told, ensure_ascii=False, indent=2))
        return
    terminal.result(_table(plan, form))
    if form is not Format.TABLE:
        return
    lines = []
    for title, listed, count in (
        ("In conflict", plan.conflicts, plan.total.conflicts),
        ("To change", plan.changes, plan.total.touched),
    ):
        shown = listed if terminal.verbose else listed[:_SHOWN]
        lines += [f"\n{title}:"] if shown else []
        lines += [f"  {_line(change)}" for change in shown]
        if count > len(shown):
            hint = "--format json lists more" if len(listed) > len(shown) else "of their kind"
            lines.append(f"  and {count - len(shown):,} more ({hint}).")
    if plan.commands:
        lines.append("\nCommands to run:")
        lines += [f"  {command.statement}\n    {command.reason}" for command in plan.commands]
    if lines:
        terminal.result("\n".join(lines))
    for note in plan.notes:
        terminal.say(note)


def show_report(terminal: Terminal, report: LoadReport, form: Format) -> None:
    """Write what a load did to stdout, and the sums to stderr."""
    if form is Format.JSON:
        told = {
            "store": report.store,
            "types": _types(report),
            "notes": list(report.notes),
            "elapsed": round(report.elapsed, 3),
        }
        terminal.result(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        terminal.result(_table(report, form))
    total = report.total
    lines = [
        f"{report.written:,} written, {report.unchanged:,} unchanged, in {report.elapsed:.1f} s."
    ]
    if total.removed:
        lines.append(f"{total.removed:,} of these were taken out, as they are no longer said.")
    if total.released:
        lines.append(
            f"{total.released:,} of these are no longer said and stay: another dataset says them, "
            "or values or edges of others are on them."
        )
    if total.stale:
        lines.append(
            f"{total.stale:,} from an earlier load are no longer said, and stay: "
            "--sync takes them out."
        )
    terminal.say("\n".join([*lines, *report.notes]))


def _types(summary: Summary) -> list[dict[str, object]]:
    from graphkit.stores.plan import ACTIONS

    return [
        {"kind": kind, "type": name, **dict(zip(ACTIONS, counted.all, strict=True))}
        for kind, name, counted in summary.types()
    ]


def _table(summary: Summary, form: Format) -> str:
    from graphkit.stores.plan import ACTIONS

    total = dict(zip(ACTIONS, summary.total.all, strict=True))
    actions = [
        name for name in ACTIONS if form is not Format.TABLE or name in _ALWAYS or total[name]
    ]
    columns = ["kind", "type", *actions]
    rows = [[row[name] for name in columns] for row in _types(summary)]
    return render(columns, rows, form)


def _change(change: Change) -> dict[str, Any]:
    from graphkit.stores import json_value

    told = {name: value for name, value in vars(change).items() if value not in (None, "", {})}
    return {name: json_value(value) for name, value in told.items()}


def _line(change: Change) -> str:
    """Tell of one element on one line."""
    ends = f" {change.source} -> {change.target}" if change.source else ""
    told = f"{change.action} {change.kind} {change.type} {change.id or ''}{ends}".rstrip()
    values = "; ".join(_values(change))
    reason = f" ({change.reason})" if change.reason else ""
    return f"{told}{': ' if values else ''}{values}{reason}"


def _values(change: Change) -> Iterator[str]:
    if change.action == "create":
        return
    for name, before in change.before.items():
        if change.action == "update" or name in change.after:
            yield f"{name} {_value(before)} -> {_value(change.after.get(name))}"


def _value(value: object) -> str:
    from graphkit.stores import json_value

    text = "nothing" if value is None else json.dumps(json_value(value), ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
