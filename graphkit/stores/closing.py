"""What is closed at the end of a `with`: stores, and the answers that they give."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Closing(ABC):
    """Something that is closed once it is done with.

    Example:
        >>> class Door(Closing):
        ...     def close(self) -> None:
        ...         print("closed")
        >>> with Door() as door:
        ...     print("open")
        open
        closed
    """

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held. Closing twice is once."""

    def __enter__(self) -> Self:
        """Return the same."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
