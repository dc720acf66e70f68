"""A result as rows, for people and for files."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows under named columns, with what a reader must know to read them.

    Attributes:
        title: What the rows are, in a few words.
        columns: The names of the columns, one word where possible.
        rows: As many cells each as there are columns. A cell is text, a number, or None for
            what is absent.
        notes: What the numbers leave out or rest on, one sentence each.

    Example:
        >>> table = Table("Nodes", ("type", "count"), (("Country", 3),), ("All of them.",))
        >>> print(table.text())
        Nodes
        <BLANKLINE>
        type     count
        Country      3
        <BLANKLINE>
        All of them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries by column.

        Example:
            >>> Table("Nodes", ("type", "count"), (("Country", 3),)).records()
            [{'type': 'Country', 'count': 3}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def text(self) -> str:
        """Return the table as plain text in columns: numbers to the right, floats to 4 digits.

        Line breaks and control characters of a cell become spaces, so that a row is one line and
        no value acts on a terminal.
        """
        shown = [[_shown(cell) for cell in row] for row in self.rows]
        blocks = [_printable(self.title)]
        if shown:
            blocks.append("\n".join(self._aligned(shown)))
        blocks.extend(["\n".join(_printable(note) for note in self.notes)] if self.notes else [])
        return "\n\n".join(blocks)

    def _aligned(self, shown: list[list[str]]) -> list[str]:
        lines = [list(self.columns), *shown]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        right = [
            all(isinstance(row[i], int | float | None) for row in self.rows)
            for i in range(len(self.columns))
        ]
        return [
            "  ".join(
                cell.rjust(width) if number else cell.ljust(width)
                for cell, width, number in zip(line, widths, right, strict=True)
            ).rstrip()
            for line in lines
        ]


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.4f}" if isinstance(cell, float) else _printable(str(cell))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
