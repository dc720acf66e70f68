"""A Graph in a Neo4j: compared with what is there, and written where it differs."""
