"""Files that people make or save beside a dataset, for its page."""

from __future__ import annotations

from pathlib import Path

from graphkit.errors import UsageError


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        UsageError: Where it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8."
        raise UsageError(message, "Save it as UTF-8.") from error
