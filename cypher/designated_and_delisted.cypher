// description: Who put a node on a list and took it off, in order, with what went before.
// param node: string = "mek"
MATCH (act:Claim)-[:OBJECT]->(:Entity {id: $node})
WHERE act.edge_type IN ['DESIGNATED', 'DELISTED']
OPTIONAL MATCH (act)-[:FOLLOWS]->(before:Claim)
WITH collect(act) + collect(before) AS acts
UNWIND acts AS c
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COUNT { MATCH (c)-[:FOLLOWS*1..5]->(earlier:Claim) RETURN DISTINCT earlier } AS comes_after,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN comes_after, coalesce(a.name, a.title, a.id) AS who,
       c.edge_type AS edge, coalesce(b.name, b.title, b.id) AS whom,
       c.listing AS listing, c.time AS time, c.closed_on AS closed_on,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY comes_after, edge, who, claim
