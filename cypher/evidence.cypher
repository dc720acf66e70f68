// description: The evidence of one edge: all claims of the same thing, also those that deny it.
// param edge: string = "c-force-residents"
MATCH (one:Claim {id: $edge})
MATCH (c:Claim {edge_key: one.edge_key})
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
OPTIONAL MATCH (c)-[at:EVIDENCED_BY]->(cited)
WITH c, a, b, at, cited,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     COLLECT { MATCH (d:Claim)-[:CONTESTS]->(c) RETURN DISTINCT d.id ORDER BY d.id } AS contesting
RETURN coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       at.quote AS quote, coalesce(cited.name, cited.title, cited.id) AS document, at.section AS section,
       at.start AS start, at.end AS end,
       reduce(text = head(contesting), id IN tail(contesting) | text + ', ' + id) AS contested_by,
       c.note AS note, c.id AS claim
ORDER BY c.polarity DESC, cited.id, start, claim
