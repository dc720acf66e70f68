"""A schema as a picture: Mermaid, Graphviz, SVG."""
