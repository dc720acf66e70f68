"""Other tools that check or build a graph, each in an environment of its own."""
