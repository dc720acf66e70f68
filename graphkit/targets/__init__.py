"""A schema in the language of others: PG-Schema, JSON Schema, pydantic."""
