"""Schemas of other modelling tools, read and written."""
