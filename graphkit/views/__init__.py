"""Graph to Page: what is shown, how it looks, where it stands, and the file it becomes."""

from __future__ import annotations

from graphkit.views.network import to_pyvis
from graphkit.views.page import render_page, write_page, write_schema_page

__all__ = ["render_page", "to_pyvis", "write_page", "write_schema_page"]
