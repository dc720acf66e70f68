"""Import and export of schemas: from and to the files of other modelling tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from graphkit.errors import UsageError, did_you_mean
from graphkit.schema.load import load_schema

if TYPE_CHECKING:
    from graphkit.interchange.draft import Exported, Imported

DrawingFormat = Literal["arrows", "data-importer"]


def import_schema(path: str | Path, *, format: DrawingFormat | None = None) -> Imported:
    """Return the schema that the file of another modelling tool amounts to.

    Args:
        path: The file.
        format: `arrows` for a drawing of arrows.app, `data-importer` for a model of Neo4j's Data
            Importer; without one it is told by what the file holds.

    Returns:
        The schema, its text, and what is not as it was drawn. It bears the name of the file.

    Raises:
        UsageError: Where the file cannot be read, or is of no such format.

    Example:
        >>> import_schema("docs/drawings/guests.json").schema.edges["STAYS_IN"].targets
        ('Town',)
    """
    from graphkit.interchange.arrows import read_arrows
    from graphkit.interchange.data_importer import read_data_importer

    text, name = _read(Path(path)), Path(path).stem
    readers = {"arrows": read_arrows, "data-importer": read_data_importer}
    chosen = format if format is not None else _recognized(text, str(path))
    return readers[_known(chosen)](text, str(path), name)


def export_schema(path: str | Path, *, format: DrawingFormat) -> Exported:
    """Return a schema as the file of another modelling tool.

    How it was drawn in arrows.app is read from the file beside it that `write_imported` wrote.

    Args:
        path: The schema's file.
        format: `arrows` or `data-importer`.

    Returns:
        The text of the file, and what that tool has no word for.

    Raises:
        DataError: Where the schema has faults.
        UsageError: Where there is no such format, or the sketch beside the schema cannot be read.

    Example:
        >>> export_schema("data/schema.yaml", format="data-importer").warnings[0]
        'The Data Importer has no word for what a type extends: Actor, Authority, Person, Organization, PublicBody, Country and 6 more.'
    """  # noqa: E501 - a warning in full
    from graphkit.interchange.arrows_drawing import write_arrows
    from graphkit.interchange.data_importer_model import write_data_importer

    schema = load_schema(path)
    if _known(format) == "data-importer":
        return write_data_importer(schema)
    beside = sketch_path(Path(path))
    sketch = _read(beside) if beside.is_file() else ""
    return write_arrows(schema, sketch, str(beside))


def write_imported(imported: Imported, path: str | Path) -> list[Path]:
    """Write a schema that was drawn elsewhere, and beside it how it was drawn.

    Args:
        imported: The schema, of `import_schema`.
        path: The schema's file; it replaces nothing.

    Returns:
        The files written.

    Raises:
        Refused: Where something is there already; a sketch that graphkit wrote is replaced.
        UsageError: Where it cannot be written.
    """
    from graphkit.exports.writing import new_file, whole_file

    target = Path(path)
    with new_file(target) as schema:
        schema.write_text(imported.text, encoding="utf-8", newline="\n")
        if not imported.sketch:
            return [target]
        with whole_file(sketch_path(target)) as sketch:
            sketch.write_text(imported.sketch, encoding="utf-8", newline="\n")
    return [target, sketch_path(target)]


def write_drawing(exported: Exported, path: str | Path) -> Path:
    """Write the file of another modelling tool.

    Args:
        exported: Its text, of `export_schema`.
        path: The file. One that tells that graphkit wrote it is replaced, and no other.

    Raises:
        Refused: Where something else is there already.
        UsageError: Where it cannot be written.
    """
    from graphkit.exports.writing import new_file, whole_file

    target = Path(path)
    tells = exported.text.startswith('{"generator": ')
    with (whole_file if tells else new_file)(target) as file:
        file.write_text(exported.text, encoding="utf-8", newline="\n")
    return target


def sketch_path(schema: Path) -> Path:
    """Return where it is kept how a schema was drawn in arrows.app.

    Example:
        >>> sketch_path(Path("data/schema.yaml")).as_posix()
        'data/schema.arrows.json'
    """
    return schema.with_name(f"{schema.stem}.arrows.json")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = f"{path} is not UTF-8."
        raise UsageError(message) from None
    except (OSError, ValueError) as error:  # a ValueError for a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message = f"{path} cannot be read: {reason}."
        raise UsageError(message) from None


def _recognized(text: str, file: str) -> str:
    from graphkit.interchange.parts import parse_json

    whole = parse_json(text, file)
    if {"dataModel", "graphSchemaRepresentation"} & set(whole.value):
        return "data-importer"
    if {"nodes", "graph"} & set(whole.value):
        return "arrows"
    message = f"{file} is neither a drawing of arrows.app nor a model of the Data Importer."
    raise UsageError(message, "The one holds nodes, the other a dataModel.")


def _known(format: str) -> DrawingFormat:
    for known in get_args(DrawingFormat):
        if format == known:
            found: DrawingFormat = known
            return found
    message = f"There is no format {format!r}."
    raise UsageError(message, did_you_mean(str(format), get_args(DrawingFormat)))
