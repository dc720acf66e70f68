"""What a change of a schema means to the data that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    """What a change means.

    Attributes:
        COSMETIC: No value and no name of the data is concerned: words for people, colors.
        SAFE: Every dataset that was sound is sound.
        NARROWING: A dataset that was sound may have errors; its values decide.
        BREAKING: Whatever uses what is changed has to be changed, too.
    """

    COSMETIC = "cosmetic"
    SAFE = "safe"
    NARROWING = "narrowing"
    BREAKING = "breaking"

    @property
    def is_sound(self) -> bool:
        """Whether every sound dataset stays sound."""
        return self in (Meaning.COSMETIC, Meaning.SAFE)


@dataclass(frozen=True)
class Change:
    """One thing that differs between two schemas.

    Attributes:
        path: Where it stands, by keys: of the old schema what is gone, else of the new.
        meaning: What it means to data.
        message: What is different, in one line.
        hint: What can be done, or what it could have been; may be empty.
    """

    path: str
    meaning: Meaning
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.path}: {self.meaning.value}: {self.message}"
        return f"{text} {self.hint}" if self.hint else text


def version_of(text: str) -> tuple[int, int, int]:
    """Return the three numbers of a version.

    Example:
        >>> version_of("1.20.3-draft")
        (1, 20, 3)
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", text)
    assert found is not None, text
    return int(found[1]), int(found[2]), int(found[3])


def next_version(old: str, changes: Iterable[Change]) -> str:
    """Return the least version that may follow, by the rules of semantic versioning.

    What may make sound data unsound needs the next major version; before 1.0.0, the next minor one.
    What adds needs a minor version; words and colors, a patch.

    Args:
        old: The version before.
        changes: What is different.

    Example:
        >>> gone = Change("nodes.Firm", Meaning.BREAKING, "Firm is gone.")
        >>> next_version("1.2.3", [gone]), next_version("0.2.3", [gone]), next_version("1.2.3", [])
        ('2.0.0', '0.3.0', '1.2.3')
    """
    major, minor, patch = version_of(old)
    meanings = {change.meaning for change in changes}
    if not meanings:
        return old
    if meanings & {Meaning.NARROWING, Meaning.BREAKING}:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if Meaning.SAFE in meanings:
        return f"{major}.{minor + 1}.0" if major else f"0.{minor}.{patch + 1}"
    return f"{major}.{minor}.{patch + 1}"
