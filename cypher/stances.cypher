// description: How each of several parties stands toward a node, side by side.
// param node: string = "mek"
// param parties: list<string> = ["us-government", "senior-us-officials", "mike-pence"]
UNWIND range(0, size($parties) - 1) AS place
MATCH (a:Entity {id: $parties[place]})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity {id: $node})
WITH place, c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY place, c.document, c.quote_start, claim
