"""How a Graph stands in a property graph database, whatever database that is."""
