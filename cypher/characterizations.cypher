// description: How a node is characterized, by whom, and in which words.
// param node: string = "mek"
MATCH (:Entity {id: $node})<-[:SUBJECT]-(c:Claim {edge_type: 'CHARACTERIZED_AS'})-[:OBJECT]->(b)
WITH c, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN coalesce(b.name, b.title, b.id) AS label,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY label, according_to, claim
