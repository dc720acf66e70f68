"""Problems as programs want them: one module a format."""
