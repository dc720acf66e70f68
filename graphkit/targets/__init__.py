"""A Schema in the languages of others: one module a target, each a pure function to text."""
