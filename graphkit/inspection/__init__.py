"""From data that has no schema to one that is proposed for it."""
