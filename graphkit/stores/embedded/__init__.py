"""A Graph in a folder: an embedded engine that answers the same Cypher."""
