// description: The chain of events around a raid: what led to it, the raid, and what followed.
// param event: string = "raid-ashraf-3"
// param place: string = "ashraf-3"
MATCH (raider)<-[:SUBJECT]-(raid:Claim {edge_type: 'RAIDED'})-[:OBJECT]->(:Entity {id: $place})
WITH collect(DISTINCT raid.id) AS raids, collect(DISTINCT raider.id) AS raiders
MATCH (a)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b)
WITH c, a, b, CASE
       WHEN EXISTS {
         MATCH (c)-[:FOLLOWS|BECAUSE*1..3]->(raid:Claim) WHERE raid.id IN raids
       } THEN 'after'
       WHEN EXISTS {
         MATCH (raid:Claim)-[:FOLLOWS|BECAUSE*1..3]->(c) WHERE raid.id IN raids
       } OR (c.edge_type = 'FOLLOWED'
           AND EXISTS { (:Entity {id: $event})-[:COMPLIES_WITH]->(a) }) THEN 'before'
       WHEN c.id IN raids OR a.id = $event OR b.id = $event
         OR (c.temporal = 'event' AND (a.id IN raiders OR b.id IN raiders)) THEN 'raid'
     END AS phase
WHERE phase IS NOT NULL
WITH c, a, b, phase,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN phase, coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY CASE phase WHEN 'before' THEN 1 WHEN 'raid' THEN 2 ELSE 3 END,
         c.document, c.quote_start, claim
