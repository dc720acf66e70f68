// description: What is said of a node, by whom, and in which words.
// param node: string = "bridge"
MATCH (c:Claim)-[:SUBJECT|OBJECT]->(n:Entity {id: $node})
MATCH (c)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o), (c)-[by:CLAIMED_BY]->(speaker)
RETURN coalesce(s.name, s.id) AS source, c.edge_type AS edge, coalesce(o.name, o.id) AS target,
       c.polarity AS polarity, coalesce(speaker.name, speaker.title) AS speaker, c.time AS time,
       c.quote AS quote, c.id AS claim
ORDER BY c.id, by.ordinal
