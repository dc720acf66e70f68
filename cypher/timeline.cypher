// description: A node's dated claims, earliest first; what has no date is in undated.
// param node: string = "mek"
MATCH (c:Claim)-[:SUBJECT|OBJECT]->(:Entity {id: $node})
WHERE c.start_side IS NOT NULL
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN c.time AS time, c.start_earliest AS earliest, c.end_latest AS latest,
       coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY coalesce(c.start_earliest, c.end_earliest), coalesce(c.end_latest, c.start_latest), claim
