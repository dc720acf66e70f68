// description: The claims of each section, in the order of the text; a section narrows it down.
// param document: string = "digest-seven-strategies"
// param section: string = null
MATCH (c:Claim {document: $document})
WHERE $section IS NULL OR c.section = $section
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN c.section AS section, coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY c.quote_start, c.quote_end, claim
