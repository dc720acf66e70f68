"""What may exist: the schema language, its values and its reader."""
