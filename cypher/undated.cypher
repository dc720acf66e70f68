// description: Claims without a time, though their kind has one, with the words for it if any.
MATCH (c:Claim)
WHERE c.start_side IS NULL AND c.temporal <> 'none'
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN c.time_text AS time_text, c.temporal AS temporal,
       coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY time_text IS NULL, time_text, c.document, c.quote_start, claim
