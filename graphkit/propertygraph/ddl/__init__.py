"""What a server is told of a Schema, so that it enforces what it can: one module a target."""
