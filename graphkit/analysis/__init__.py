"""Measures on a graph: each gives a plain Python value, which also knows its table."""
