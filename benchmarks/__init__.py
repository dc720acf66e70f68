"""How fast graphkit is, beside other ways to do the same: see README.md."""
