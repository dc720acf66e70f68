// description: The claims of one passage of a document, by offsets in code points.
// param document: string = "digest-seven-strategies"
// param first: integer = 0
// param last: integer = 1200
MATCH (c:Claim {document: $document})
WHERE c.quote_start < $last AND c.quote_end > $first
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN c.quote_start AS start, c.quote_end AS end, c.quote AS quote,
       coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.id AS claim
ORDER BY start, end, claim
