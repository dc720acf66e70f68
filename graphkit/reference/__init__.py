"""A schema as a reference to read: Markdown and HTML."""
