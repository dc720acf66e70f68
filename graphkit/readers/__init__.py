"""Files → Dataset: text with positions, and every fault of a file at its place."""

from graphkit.readers.folder import read

__all__ = ["read"]
